namespace Messenger.Domain;

/// <summary>A message as anybody in its chat may see it: there is no viewer in it.</summary>
/// <param name="Mentions">Usernames in the text and whose they are.</param>
/// <param name="ClientId">The sender's own mark, so that their page knows its own message when it comes back.</param>
/// <param name="Type">text, image, video, document, audio or system.</param>
/// <param name="Notice">What a system line tells, about <paramref name="Subject"/> or the name in <paramref name="Text"/>.</param>
public sealed record MessageView(
    int Id,
    int ChatId,
    int Sequence,
    long Revision,
    PersonView Author,
    string Text,
    DateTimeOffset At,
    bool IsEdited,
    bool IsDeleted,
    QuoteView? Quote,
    IReadOnlyList<ReactionView> Reactions,
    IReadOnlyDictionary<string, int> Mentions,
    Guid? ClientId,
    SystemMessage? Notice,
    PersonView? Subject,
    string Type,
    IReadOnlyList<Attachment> Attachments,
    DateTimeOffset UpdatedAt)
{
    /// <summary>One of mine that the database has not seen yet: the mould for what waits in the browser to be sent.</summary>
    public static MessageView Unsent(Me me, int chatId) => new(
        Id: 0, chatId, Sequence: 0, Revision: 0, PersonView.From(me), Text: "…", At: DateTimeOffset.UnixEpoch, IsEdited: false, IsDeleted: false,
        Quote: null, Reactions: [], Mentions: new Dictionary<string, int>(), ClientId: null, Notice: null, Subject: null, Type: "text",
        Attachments: [], UpdatedAt: default);

    public bool IsPinned { get; init; }

    /// <summary>Who wrote it, where the author has forwarded it.</summary>
    public OriginView? Origin { get; init; }

    public bool IsSystem => Notice is not null;

    public bool MayBeAnswered => !IsDeleted && !IsSystem;

    /// <summary>The answer to a send that had been done before.</summary>
    public bool IsRepeated { get; init; }

    public bool MayEdit(int me) => MayBeAnswered && Author.Id == me && Origin is null;

    /// <param name="mayManage">Whether I manage the group it is in.</param>
    public bool MayDelete(int me, bool mayManage) => !IsDeleted && Message.MayDelete(Author.Id, Notice, me, mayManage);

    /// <summary>What was written; nothing where the text only repeats the name of the file.</summary>
    public string Caption => Attachments.Count > 0 && Text == Attachments[0].Name ? "" : Text;

    /// <summary>The same with its author as a stranger, who has left the chat since.</summary>
    /// <param name="members">Who is in the chat now.</param>
    public MessageView Among(IEnumerable<int> members) => members.Contains(Author.Id) ? this : this with { Author = Author with { IsStranger = true } };

    /// <summary>What an answer to it shows of it.</summary>
    public QuoteView AsQuote() => new(Id, Sequence, Author, Text, IsDeleted, Attachments, Revision);
}

/// <param name="Revision">Of what is quoted: it moves by itself when that is edited or deleted.</param>
public sealed record QuoteView(int MessageId, int Sequence, PersonView Author, string Text, bool IsDeleted, IReadOnlyList<Attachment> Attachments, long Revision);

/// <param name="People">Who reacted so, first things first.</param>
public sealed record ReactionView(string Emoji, IReadOnlyList<ReactorView> People)
{
    public IReadOnlyList<int> UserIds => [.. People.Select(person => person.Id)];
}

/// <summary>The person who wrote first what was forwarded.</summary>
/// <param name="Name">Null: nobody any more.</param>
public sealed record OriginView(int Id, string? Name);

/// <summary>Somebody who reacted.</summary>
public sealed record ReactorView(int Id, string? Name);

/// <summary>The pinned messages of a chat: how many there are, and one of them.</summary>
/// <param name="Newest">The one furthest down in the chat, or the next one up from where that was asked for; null when there is none.</param>
public sealed record PinnedMessages(int Count, MessageView? Newest);

/// <summary>A stretch of a chat, oldest first.</summary>
public sealed record MessagePage(IReadOnlyList<MessageView> Messages, bool HasOlder, bool HasNewer);

/// <summary>A chat's numbers, and a page of it that shows everything up to its revision.</summary>
/// <param name="FirstUnread">The sequence before which the "new" line stands.</param>
public sealed record OpenedChat(ChatState State, int? FirstUnread, MessagePage Page);

/// <summary>The changes of a chat while a client was away. When <see cref="Reload"/> is set it has to start afresh.</summary>
/// <param name="State">How the chat was before they were read.</param>
/// <param name="ChatChanged">Its name, its members or its beginning.</param>
public sealed record Changes(ChatState State, bool Reload, IReadOnlyList<MessageView> Messages, bool ChatChanged)
{
    public Guid Epoch => State.Epoch;

    public long Revision => State.Revision;

    /// <summary>Where it begins now: what a client has from before that is to be forgotten.</summary>
    public int FirstSequence => State.FirstSequence;
}
