using System.Text.Json.Serialization;

namespace Messenger.Web;

/// <summary>A person. E-mail ("") and phone (null) are their owner's own business unless shown to everybody: one sees one's own.</summary>
/// <param name="Avatar">A path on this server, or null.</param>
/// <param name="Status">The free text line under the name, or "".</param>
/// <param name="UserStatus">online, away or offline; offline also of people who share no chat with the caller, and of whoever wrote a message and has left its chat.</param>
public sealed record UserJson(
    int Id, string Email, string Username, string? FullName, string? PhoneNumber, string? Avatar, string Status, string UserStatus,
    bool IsActive, bool IsEmailVerified, DateTimeOffset CreatedAt) : CachedJson;

/// <param name="UserIds">Who reacted so, first things first.</param>
public sealed record ReactionJson(string Emoji, int Count, IReadOnlyList<int> UserIds);

/// <summary>Who wrote first what was forwarded.</summary>
/// <param name="Name">As it is shown.</param>
public sealed record OriginJson(int UserId, string Name);

public sealed record ReadJson(int UserId, DateTimeOffset ReadAt) : CachedJson;

/// <summary>A file of a message.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Url">A path on this server, for members of the chat only.</param>
/// <param name="ThumbnailUrl">A smaller WebP of a picture, or null.</param>
/// <param name="Width">In pixels, of a picture or of video that says so; so is the height.</param>
/// <param name="Duration">In seconds, of sound or video that says so, of a picture that moves, and of a voice message of which its sender said it.</param>
/// <param name="IsVoice">It was recorded to be heard as a message.</param>
/// <param name="Waveform">How loud a voice message is in each of 64 stretches of the same length, from 0 to 255; null where nobody said.</param>
public sealed record AttachmentJson(
    int Id, string Name, string ContentType, long Size, string Url, string? ThumbnailUrl, int? Width, int? Height, double? Duration,
    bool IsVoice, IReadOnlyList<int>? Waveform);

/// <summary>One entry of a chat.</summary>
/// <param name="Content">What was written; a file's name where it came without a caption; a sentence in a system line.</param>
/// <param name="MessageType">text, image, video, document, audio or system.</param>
/// <param name="ReplyTo">The id of the message it answers; null also where that was erased.</param>
/// <param name="Sequence">1, 2, 3 … without gaps in each chat: its place for ever.</param>
/// <param name="Revision">The chat's change number when this message last changed.</param>
/// <param name="ClientId">What the sender called it.</param>
/// <param name="ReadBy">The first 50 who have read it; never its sender. Events do not tell it: it is empty there.</param>
/// <param name="IsPinned">It is kept in sight for everybody in the chat.</param>
/// <param name="ForwardedFrom">Who wrote it first, where its sender has forwarded it.</param>
public sealed record MessageJson(
    int Id, int ChatId, int SenderId, string Content, string MessageType, string? FileUrl, int? ReplyTo, bool IsEdited, bool IsDeleted,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, UserJson Sender, int Sequence, long Revision, Guid? ClientId,
    IReadOnlyList<ReactionJson> Reactions, IReadOnlyList<ReadJson> ReadBy, IReadOnlyList<AttachmentJson> Attachments, bool IsPinned,
    OriginJson? ForwardedFrom);

/// <summary>A page of messages that were found.</summary>
/// <param name="Messages">The newest first.</param>
/// <param name="Before">What to ask for the next page with; null when there is none.</param>
/// <param name="IsComplete">false where only the newest messages were looked through: the words are shorter than three letters, or not all messages are in the index yet.</param>
public sealed record SearchJson(IReadOnlyList<MessageJson> Messages, int? Before, bool IsComplete);

/// <summary>A conversation as its reader sees it.</summary>
/// <param name="Name">Null in a chat of two, and in a group that nobody has named.</param>
/// <param name="UnreadCount">Messages that the reader has not read; deleted ones and lines of the system do not count, missed calls do.</param>
/// <param name="LastReadMessageId">The message up to which the reader has read everything.</param>
/// <param name="LastSequence">The number of its newest message.</param>
/// <param name="Revision">The number of its newest change: where catching up begins.</param>
/// <param name="HasUnreadMention">Whether the reader, or everybody, is mentioned in what they have not read.</param>
/// <param name="IsPinned">The reader keeps it at the top; this and the next three are the reader's own, and false in what is told to many.</param>
/// <param name="IsArchived">It is out of the list until something is said there, and if it is muted, until the reader takes it out.</param>
/// <param name="IsMarkedUnread">It is shown as unread, whatever its count is, until the reader opens it.</param>
/// <param name="FirstSequence">The number of the first message that is kept: what was before it is erased. One more than last_sequence where all was.</param>
public sealed record ChatJson(
    int Id, string? Name, bool IsGroup, string? Avatar, int CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    IReadOnlyList<UserJson> Participants, MessageJson? LastMessage, int UnreadCount, int? LastReadMessageId, int LastSequence, long Revision,
    bool IsPinned, bool IsMuted, bool IsArchived, bool IsMarkedUnread, bool HasUnreadMention, int FirstSequence);

/// <summary>What one has begun to write in a chat, and not sent.</summary>
/// <param name="Id">What the message says as draft_id that is made of it.</param>
/// <param name="Content">Null where there is none.</param>
/// <param name="ReplyTo">The id of the message it answers.</param>
/// <param name="Version">Moves with each change.</param>
public sealed record DraftJson(Guid? Id, string? Content, int? ReplyTo, int Version);

/// <summary>What a message said before it was edited.</summary>
/// <param name="WrittenAt">When it was written.</param>
public sealed record EarlierTextJson(string Content, DateTimeOffset WrittenAt);

/// <param name="CallType">audio or video.</param>
/// <param name="Status">ringing, active, ended, missed or rejected.</param>
public sealed record CallJson(int Id, int ChatId, int InitiatorId, string CallType, string Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

/// <summary>As <c>RTCPeerConnection</c> takes it.</summary>
/// <param name="Urls">stun:, turn: or turns:.</param>
/// <param name="Username">Only where there is a credential, which is good for ten minutes.</param>
public sealed record IceServerJson(
    IReadOnlyList<string> Urls,
    // A browser would take null for the text "null".
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Username = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Credential = null);

public sealed record DeletedJson(int Id, int Sequence);

/// <summary>What changed in a chat since a revision.</summary>
/// <param name="Epoch">Names this database; revisions of another mean nothing.</param>
/// <param name="Reload">There is too much to tell, or the epoch is another: read the chat anew.</param>
/// <param name="Messages">New and changed ones, whole, by sequence.</param>
/// <param name="Chat">When its name, its members or its beginning changed.</param>
/// <param name="FirstSequence">Where the chat begins: messages with smaller numbers are erased, and to be forgotten.</param>
public sealed record ChangesJson(
    Guid Epoch, long Revision, bool Reload, IReadOnlyList<MessageJson> Messages, IReadOnlyList<DeletedJson> Deleted, ChatJson? Chat, int FirstSequence);

/// <param name="ExpiresIn">Of the access token, in seconds.</param>
public sealed record TokensJson(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn);

/// <param name="Device">What the program or browser said of itself.</param>
/// <param name="IsCurrent">The one this request came through.</param>
public sealed record SessionJson(Guid Id, string Device, string Address, DateTimeOffset LastUsedAt, bool IsCurrent);

/// <summary>A personal access token.</summary>
/// <param name="LastUsedAt">Null when it has never been used.</param>
public sealed record TokenJson(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <param name="Token">The secret, to be sent as a bearer token; it is never shown again.</param>
public sealed record NewTokenJson(Guid Id, string Token);

/// <param name="HidesPresence">Nobody is told that I am here, nor I of others.</param>
/// <param name="HidesReads">Nobody is told what I have read, nor I of others.</param>
public sealed record PrivacyJson(bool HidesPresence, bool HidesReads);

/// <summary>An invitation, without its secret.</summary>
/// <param name="ChatId">The group that who comes is in, or null.</param>
/// <param name="Role">What they are there: member or admin.</param>
/// <param name="MakesAdmin">Whose account it makes is an admin of the server.</param>
/// <param name="Uses">How many it lets in.</param>
/// <param name="State">open, expired, used_up or revoked.</param>
public sealed record InvitationJson(
    int Id, string? Note, int? ChatId, string Role, bool MakesAdmin, int Uses, int Used, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string State);

/// <summary>An invitation that was just made.</summary>
/// <param name="Token">The secret, which is never shown again.</param>
/// <param name="Url">The address to give away; the secret is in it.</param>
public sealed record NewInvitationJson(int Id, string Token, string Url, DateTimeOffset ExpiresAt);

/// <param name="Avatar">Where my picture is now.</param>
public sealed record AvatarJson(string Avatar);

public sealed record HealthJson(string Status);

/// <summary>Something was done; the sentence is for people.</summary>
public sealed record DoneJson(string Message);

/// <summary>Things as programs see them: the only place that knows what they are called there (the contract with clients of old).</summary>
/// <param name="me">Who asks, and sees their own e-mail and phone wherever they are shown; null for what is told to many.</param>
public sealed class Contract(IPresence presence, Texts texts, Me? me = null)
{
    // Who asks is known for one request: nothing that is kept here outlives it.
    readonly Dictionary<object, CachedJson> written = [];

    public UserJson User(PersonView person) => Once(person, person => person.Id == me?.Id ? Myself(new OwnView(person, me.Email, me.Phone)) : Shown(person));

    /// <summary>Oneself, with what others do not see.</summary>
    public UserJson Myself(OwnView own) => Shown(own.Person) with { Email = own.Email, PhoneNumber = own.Phone };

    public PrivacyJson Privacy(Me mine) => new(mine.HidesPresence, mine.HidesReads);

    UserJson Shown(PersonView person) => new(
        person.Id, person.Email ?? "", person.Username, person.FullName, person.Phone, person.Avatar, person.Status ?? "",
        Contract.Presence(person.IsStranger ? Domain.Presence.Offline : presence.Seen(me, person.Id)), person.IsActive, person.IsVerified, person.Since);

    public MessageJson Message(MessageView message, IEnumerable<ReadReceiptView>? readers = null) => new(
        message.Id, message.ChatId, message.Author.Id, Content(message), message.Type, message.Attachments.FirstOrDefault()?.Url, message.Quote?.MessageId,
        message.IsEdited, message.IsDeleted, message.At, message.UpdatedAt, User(message.Author), message.Sequence, message.Revision, message.ClientId,
        [.. message.Reactions.Select(Reaction)], [.. (readers ?? []).Select(reader => Once(reader, read => new ReadJson(read.UserId, read.At)))],
        [.. message.Attachments.Select(Attachment)], message.IsPinned,
        message.Origin is { } origin ? new OriginJson(origin.Id, DisplayNames.Of(origin, texts)) : null);

    public ChatJson Chat(ChatDetails chat) => new(
        chat.Id, chat.Name, chat.IsGroup, chat.Avatar, chat.CreatedBy, chat.CreatedAt, chat.UpdatedAt, [.. chat.People.Select(User)],
        chat.Last is null ? null : Message(chat.Last, chat.LastReaders), chat.Unread, chat.LastReadId, chat.LastSequence, chat.Revision,
        chat.Settings.IsPinned, chat.Settings.IsMuted, chat.Settings.IsArchived, chat.Settings.IsMarkedUnread, chat.HasUnreadMention, chat.FirstSequence);

    /// <param name="messages">Of those that changed the ones that are not deleted.</param>
    public ChangesJson Changes(Changes changes, IReadOnlyList<MessageJson> messages, ChatDetails? chat) => new(
        changes.Epoch, changes.Revision, changes.Reload, messages,
        [.. changes.Messages.Where(message => message.IsDeleted).Select(message => new DeletedJson(message.Id, message.Sequence))],
        chat is null ? null : Chat(chat), changes.FirstSequence);

    public static SessionJson Session(SessionView session) =>
        new(session.Id, session.Device, session.Address, session.LastUsedAt, session.IsThisOne);

    public static TokenJson Token(TokenView token) => new(token.Id, token.Name, token.CreatedAt, token.LastUsedAt);

    public static DraftJson Draft(Draft draft) => new(draft.Id, draft.Text, draft.ReplyTo, draft.Version);

    public static InvitationJson Invitation(InvitationView one) => new(
        one.Id, one.Note, one.ChatId, one.Role.ToString().ToLowerInvariant(), one.MakesAdmin, one.Uses, one.Used, one.CreatedAt, one.ExpiresAt, one.State switch
        {
            InvitationState.Open => "open",
            InvitationState.Expired => "expired",
            InvitationState.UsedUp => "used_up",
            _ => "revoked",
        });

    public static ReactionJson Reaction(ReactionView reaction) => new(reaction.Emoji, reaction.UserIds.Count, reaction.UserIds);

    public static CallJson Call(CallView call) => new(
        call.Id, call.ChatId, call.InitiatorId, CallType(call.Type), CallStatus(call.Status), call.StartedAt, call.EndedAt);

    public static string CallType(CallType type) => type.ToString().ToLowerInvariant();

    public static string CallStatus(CallStatus status) => status.ToString().ToLowerInvariant();

    public static string CallPresence(CallPresence presence) => presence.ToString().ToLowerInvariant();

    public static string Presence(Presence presence) => presence switch
    {
        Domain.Presence.Online => "online",
        Domain.Presence.Away => "away",
        _ => "offline",
    };

    /// <summary>What the domain's field is called in a body.</summary>
    public static string? Field(string? field) => field switch
    {
        "text" => "content",
        "people" => "participant_ids",
        "files" => "file",
        "voice" => "is_voice",
        "current" => "password",
        "code" => "otp",
        _ => field,
    };

    T Once<TKey, T>(TKey key, Func<TKey, T> make)
        where TKey : notnull
        where T : CachedJson =>
        me is null ? make(key) : written.TryGetValue(key, out var known) ? (T)known : (T)(written[key] = make(key));

    string Content(MessageView message) => message.Notice is { } notice
        ? DisplayNames.Of(notice, message.Author, message.Subject, message.Text, texts)
        : message.Text;

    static AttachmentJson Attachment(Attachment file) => new(
        file.Id, file.Name, file.ContentType, file.Size, file.Url, file.ThumbnailUrl, file.Width, file.Height, file.Duration,
        file.IsVoice, file.Waveform is { } waveform ? [.. waveform.Select(part => (int)part)] : null);
}
