using System.Security.Cryptography;
using System.Text;

namespace Messenger.Domain;

/// <summary>One entry of a chat. Its <see cref="Sequence"/> is its place for ever; a deleted one stays as a tombstone.</summary>
public sealed class Message
{
    /// <summary>In Unicode scalars, after CRLF became LF.</summary>
    public const int TextLimit = 8000;

    public const int FileLimit = 10;

    /// <summary>How many can be pinned in a chat.</summary>
    public const int PinLimit = 50;

    public int Id { get; set; }

    public int ChatId { get; init; }

    public Chat Chat { get; init; } = null!;

    public int SenderId { get; init; }

    public User Sender { get; init; } = null!;

    public string Content { get; private set; } = "";

    /// <summary>text, system, or what its first file is: image, video, document or audio.</summary>
    public string MessageType { get; init; } = "text";

    /// <summary>Where its first file is.</summary>
    public string? FileUrl { get; private set; }

    /// <summary>Its files as <see cref="Attachment.Write"/> writes them.</summary>
    public string? Attachments { get; private set; }

    public int? ReplyTo { get; init; }

    public Message? Quoted { get; init; }

    public bool IsEdited { get; private set; }

    public bool IsDeleted { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public int Sequence { get; set; }

    public long Revision { get; set; }

    /// <summary>Chosen by the sender before the first try; unique per sender, for ever.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>SHA-256 of the request as it was first made, so that a retry is told from another request with the same id.</summary>
    public byte[]? RequestHash { get; init; }

    /// <summary>Who is mentioned, fixed when it was written: "kofi:3 ann:1", and <see cref="Everybody"/> as "all:0".</summary>
    public string? Mentions { get; private set; }

    /// <summary>Whose ids are among <see cref="Mentions"/>.</summary>
    public int[] MentionedIds() => [.. MessageRows.Mentioned(Mentions).Values.Distinct()];

    /// <summary>What a system line tells; <see cref="SubjectId"/> is the person it is about, <see cref="Content"/> the new name.</summary>
    public SystemMessage? Notice { get; init; }

    public int? SubjectId { get; init; }

    public User? Subject { get; init; }

    public bool IsPinned { get; private set; }

    /// <summary>Who wrote first what somebody else has forwarded. No foreign key: its index would be one more to write with every message.</summary>
    public int? ForwardedFrom { get; private set; }

    /// <summary>The draft that it was made of, which ends with it; no column.</summary>
    public Guid? DraftId { get; init; }

    public List<Reaction> Reactions { get; } = [];

    /// <param name="files">What was uploaded for it; the text is then a caption, or the name of the first file.</param>
    /// <param name="type">What the sender takes it for: nothing, text (what clients say by default), or what it is.</param>
    /// <param name="draftId">Of the draft that it was until now.</param>
    public static Message Write(
        int me, int chatId, string? text, int? replyTo, Guid? clientId, DateTimeOffset now, IReadOnlyList<StoredFile>? files = null, string? type = null,
        Guid? draftId = null)
    {
        files ??= [];
        CheckCount(files.Count);
        var (content, kind) = ("", files.Count > 0 ? files[0].Kind.ToString().ToLowerInvariant() : "text");
        Refused.Together(
            () => content = Checked(files.Count > 0 && !VisibleText.IsSeen(text) ? files[0].Name : text),
            () => CheckType(type, kind));
        return new Message
        {
            ChatId = chatId, SenderId = me, Content = content, ReplyTo = replyTo, CreatedAt = now, UpdatedAt = now,
            ClientId = clientId, RequestHash = HashOf(chatId, content, replyTo, files),
            MessageType = kind, DraftId = draftId,
            FileUrl = files.Count > 0 ? files[0].Attachment().Url : null,
            Attachments = Attachment.Write([.. files.Select(file => file.Attachment())]),
        };
    }

    /// <summary>A copy of a message; what becomes of that makes no difference to it. Whose words it has is said, unless they are my own.</summary>
    /// <param name="files">Copies of its files, in their order.</param>
    public static Message Forward(int me, int chatId, MessageView original, Guid? clientId, DateTimeOffset now, IReadOnlyList<StoredFile> files)
    {
        var writer = original.Origin?.Id ?? original.Author.Id;
        return new Message
        {
            ChatId = chatId, SenderId = me, Content = original.Text, CreatedAt = now, UpdatedAt = now,
            ClientId = clientId, RequestHash = HashOfForward(chatId, original.Id), MessageType = original.Type,
            FileUrl = files.Count > 0 ? files[0].Attachment().Url : null,
            Attachments = Attachment.Write([.. files.Select(file => file.Attachment())]),
            ForwardedFrom = writer == me ? null : writer,
        };
    }

    /// <summary>One of the original, with the id it has there, behind what is in its chat already.</summary>
    internal static Message Imported(OriginalMessage message, Chat chat, int sender, string text, int? quoted)
    {
        var (sequence, revision) = chat.Number(message.CreatedAt);
        return new Message
        {
            Id = message.Id, ChatId = chat.Id, SenderId = sender, Content = text, ReplyTo = quoted, IsEdited = message.IsEdited, IsDeleted = message.IsDeleted,
            CreatedAt = message.CreatedAt, UpdatedAt = message.UpdatedAt, Sequence = sequence, Revision = revision,
        };
    }

    /// <summary>Somebody has edited it in the original since it was brought.</summary>
    internal void CatchUp(string text, DateTimeOffset at) => (Content, Mentions, IsEdited, UpdatedAt) = (text, null, true, at);

    /// <summary>Somebody has deleted it there.</summary>
    internal void CatchUpDeleted(DateTimeOffset at) => Clear(at > UpdatedAt ? at : UpdatedAt);

    public static void CheckCount(int files)
    {
        if (files > FileLimit)
        {
            throw Refused.Invalid("too_many_files", $"A message holds at most {FileLimit} files.", "files");
        }
    }

    public static Message Tell(int me, Chat chat, SystemMessage systemMessage, int? subjectId, string? name, DateTimeOffset now)
    {
        var (sequence, revision) = chat.Number(now);
        return new Message
        {
            Chat = chat, SenderId = me, MessageType = "system", Notice = systemMessage, SubjectId = subjectId, Content = name ?? "",
            CreatedAt = now, UpdatedAt = now, Sequence = sequence, Revision = revision,
        };
    }

    /// <summary>Usernames in the text that belong to members.</summary>
    public void Mention(IReadOnlyCollection<KeyValuePair<string, int>> people) =>
        Mentions = people.Count == 0 ? null : string.Join(' ', people.Select(person => $"{person.Key}:{person.Value}"));

    /// <summary>False when the text is the same already. Under files it is a caption, which may be taken away.</summary>
    public bool Edit(int me, string? text, DateTimeOffset now)
    {
        if (SenderId != me || Notice is not null)
        {
            throw Refused.Forbidden("not_yours", "Only who wrote a message can change it.");
        }

        if (IsDeleted)
        {
            throw new Refused(Reason.Conflict, "deleted", "This message is deleted.");
        }

        if (ForwardedFrom is not null)
        {
            throw Refused.Forbidden("forwarded", "What was forwarded are the words of somebody else; they cannot be changed.");
        }

        var content = Checked(Attachments is not null && !VisibleText.IsSeen(text) ? Attachment.Read(Attachments)[0].Name : text);
        if (content == Content)
        {
            return false;
        }

        (Content, IsEdited, UpdatedAt) = (content, true, now);
        return true;
    }

    /// <summary>Who wrote it may, and who manages the group; a line of the system stays.</summary>
    public static bool MayDelete(int senderId, SystemMessage? notice, int me, bool mayManage) => notice is null && (senderId == me || mayManage);

    /// <summary>False when it is gone already. What it said leaves the database too.</summary>
    public bool Delete(Membership mine, DateTimeOffset now)
    {
        if (!MayDelete(SenderId, Notice, mine.UserId, mine.MayManage))
        {
            throw Refused.Forbidden("not_yours", "Only who wrote a message, or an admin of the group, can delete it.");
        }

        if (IsDeleted)
        {
            return false;
        }

        Clear(now);
        return true;
    }

    /// <param name="isOn">Whether it is to be there; null takes it back when it is there already.</param>
    /// <returns>False when it is as wanted already.</returns>
    public bool React(int me, string? emoji, bool? isOn)
    {
        var wanted = Emoji.Spelled(emoji) ?? Reactions.Find(r => r.Emoji == emoji)?.Emoji
            ?? throw Refused.Invalid("not_an_emoji", "A reaction is one emoji.", "emoji");
        if (IsDeleted || Notice is not null)
        {
            throw new Refused(Reason.Conflict, "deleted", "This message is deleted.");
        }

        var mine = Reactions.FindAll(r => r.UserId == me && r.Kind == wanted);
        if (mine.Count > 0 == isOn)
        {
            return false;
        }

        if (mine.Count > 0)
        {
            return Reactions.RemoveAll(mine.Contains) > 0;
        }

        if (Reactions.Select(r => r.Kind).Append(wanted).Distinct().Count() > Reaction.KindLimit)
        {
            throw Refused.Invalid("too_many_reactions", $"At most {Reaction.KindLimit} different reactions.", "emoji");
        }

        Reactions.Add(new Reaction { UserId = me, Emoji = wanted });
        return true;
    }

    /// <summary>Whether somebody may pin messages of a chat: anybody in one of two, and who manages a group.</summary>
    public static bool MayPin(bool isGroup, bool mayManage) => !isGroup || mayManage;

    /// <returns>False when it is as wanted already.</returns>
    public bool Pin(Membership mine, bool isOn)
    {
        if (!MayPin(mine.Chat.IsGroup, mine.MayManage))
        {
            throw Refused.Forbidden("not_admin", "Only an admin of the group can do this.");
        }

        if (IsDeleted || Notice is not null)
        {
            throw new Refused(Reason.Conflict, "deleted", "This message is deleted.");
        }

        var isChanged = IsPinned != isOn;
        IsPinned = isOn;
        return isChanged;
    }

    public static byte[] HashOf(int chatId, string content, int? replyTo, IReadOnlyList<StoredFile>? files = null) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"{chatId}\n{replyTo}\n{content}"), .. (files ?? []).SelectMany(file => file.Hash)]);

    /// <summary>Of the request and not of what it copies, which may have changed when it is made again.</summary>
    public static byte[] HashOfForward(int chatId, int messageId) => SHA256.HashData(Encoding.UTF8.GetBytes($"{chatId}\nforward {messageId}"));

    void Clear(DateTimeOffset now)
    {
        (Content, FileUrl, Attachments, Mentions, IsDeleted, IsPinned, UpdatedAt) = ("", null, null, null, true, false, now);
        ForwardedFrom = null;
        Reactions.Clear();
    }

    static void CheckType(string? said, string kind)
    {
        if (!string.IsNullOrEmpty(said) && said != "text" && said != kind)
        {
            throw Refused.Invalid("message_type_odd", "What is sent makes the type: text, or what its first file is. Leave it out.", "message_type");
        }
    }

    static string Checked(string? text)
    {
        var content = TextRules.Text(text ?? "", "text");
        if (!VisibleText.IsSeen(content))
        {
            throw Refused.Invalid("text_missing", "Write something first.", "text");
        }

        return CheckLength(content);
    }

    public static string CheckLength(string text) => TextRules.Length(text) <= TextLimit
        ? text
        : throw Refused.Invalid("text_too_long", $"A message holds at most {TextLimit} characters; this one has {TextRules.Length(text)}.", "text");
}
