namespace Messenger.Domain;

/// <summary>A chat as one of its members sees it in the list and above the thread.</summary>
/// <param name="Other">The other person of a direct chat; null in groups and notes to self.</param>
/// <param name="OthersRead">How far the other person of a direct chat has read.</param>
/// <param name="Uncounted">How many beyond my read mark are no messages: tombstones and lines of the system.</param>
public sealed record ChatView(
    int Id,
    string? Name,
    bool IsGroup,
    bool IsNotes,
    PersonView? Other,
    int OthersRead,
    LastLine? Last,
    DateTimeOffset UpdatedAt,
    int LastSequence,
    long Revision,
    int ReadSequence,
    int Uncounted,
    bool IsPinned,
    bool IsMuted,
    Role Role,
    int MemberCount,
    string? Picture)
{
    /// <summary>Where the group's picture is, or that of the other person; null when it is drawn from initials.</summary>
    public string? Avatar => Picture ?? Other?.Avatar;

    public NotificationLevel Level { get; init; }

    /// <summary>The number of the newest message that mentions me, or everybody.</summary>
    public int LastMention { get; init; }

    public bool HasUnreadMention => LastMention > ReadSequence;

    public bool IsArchived { get; init; }

    /// <summary>I marked it, so the list shows it as unread whatever there is to be read.</summary>
    public bool IsMarkedUnread { get; init; }

    /// <summary>What I have begun to write in it.</summary>
    public required Draft Draft { get; init; }

    /// <summary>Of those who are in a group that nobody has named.</summary>
    public string? FirstNames { get; init; }

    /// <summary>What it is called: by its name, or by who is in it. Null for notes to self, and with somebody who is nobody any more.</summary>
    public string? Title => Name ?? (Other is null ? FirstNames : Other.Name);

    /// <summary>The other one is nobody any more: there is nobody to write to, or to call.</summary>
    public bool IsReadOnly => Other is { IsDeleted: true };

    public int Unread => LastSequence - ReadSequence - Uncounted;

    public bool MayManage => IsGroup && Role is Role.Admin or Role.Owner;

    public bool MayRemove(MemberView member) => member.Role < Role && MayManage;

    public bool MayGiveRole(MemberView member) => member.Role < Role && Role is Role.Owner;
}

/// <summary>A page of the list of chats.</summary>
/// <param name="Open">The chat that is open, where it is not among them: it is always in the list.</param>
/// <param name="HasMore">Whether others come after them.</param>
/// <param name="UnreadBeyond">How much is unread in those others that are not muted.</param>
public sealed record ChatListPage(IReadOnlyList<ChatView> Chats, ChatView? Open, bool HasMore, long UnreadBeyond);

/// <summary>The version of my list of chats.</summary>
/// <param name="Number">Another one when anything in it has moved, of which a page may have missed the telling.</param>
/// <param name="Archived">How many of my chats are in the archive.</param>
public sealed record ListVersion(long Number, int Archived);

/// <summary>The settings of a chat that only I see, and I alone change.</summary>
public sealed record ChatSettings(bool IsPinned, bool IsMuted, bool IsArchived, bool IsMarkedUnread)
{
    /// <summary>The chat has to be loaded with it.</summary>
    public static ChatSettings Of(Membership mine) => new(mine.IsPinned, mine.IsMuted, mine.IsArchived, mine.IsMarkedUnread);
}

/// <summary>The newest entry of a chat, for the list.</summary>
public sealed record LastLine(
    int Sequence, PersonView Author, string Text, bool IsDeleted, SystemMessage? Notice, PersonView? Subject, DateTimeOffset At, IReadOnlyList<Attachment> Attachments, long Revision);

public sealed record MemberView(PersonView Person, Role Role, int ReadSequence);

/// <summary>A reader of a message, and when they read it, where that is known.</summary>
public sealed record MessageReaderView(PersonView Person, DateTimeOffset? ReadAt);

public sealed record ReadReceiptView(int UserId, DateTimeOffset At);

/// <summary>
/// The furthest read marks of a chat: how far everybody but one person has read, enough to draw the ticks of that person's
/// messages.
/// </summary>
public sealed record ReadMarks(int FurthestReader, int Furthest, int SecondFurthest)
{
    public int WithoutMarkOf(int userId) => userId == FurthestReader ? SecondFurthest : Furthest;
}
