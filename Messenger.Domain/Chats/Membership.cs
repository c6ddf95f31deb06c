namespace Messenger.Domain;

public enum Role
{
    Member,
    Admin,
    Owner,
}

/// <summary>A person in a chat, and what the chat is to them. Without this row the chat does not exist for them.</summary>
public sealed class Membership
{
    public int ChatId { get; init; }

    public Chat Chat { get; init; } = null!;

    public int UserId { get; init; }

    public User User { get; init; } = null!;

    public Role Role { get; set; } = Role.Member;

    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>Everything up to this number is read.</summary>
    public int ReadSequence { get; set; }

    /// <summary>
    /// How many of those beyond the mark are nothing to be read: tombstones and lines of the system. Unread is the chat's last number
    /// minus the mark minus these (ARCHITECTURE.md).
    /// </summary>
    public int Uncounted { get; set; }

    /// <summary>The number of the newest message that mentions this person; 0 when there is none.</summary>
    public int LastMention { get; set; }

    public bool IsPinned { get; private set; }

    public bool IsMuted { get; private set; }

    /// <summary>When a mute ends by itself; null: it does not.</summary>
    public DateTimeOffset? MutedUntil { get; private set; }

    public NotificationLevel Level { get; set; }

    /// <summary>The chat's last number when I put it into the archive; what is said later takes it out, unless it is muted. Null: I did not.</summary>
    public int? ArchivedSequence { get; private set; }

    /// <summary>Where my read mark was when I marked the chat as unread, which it is for as long as the mark stays there.</summary>
    public int? UnreadSequence { get; private set; }

    /// <summary>Of what I began to write there (<see cref="Domain.Draft"/>); so are the next three.</summary>
    public Guid? DraftId { get; private set; }

    public string? DraftText { get; private set; }

    /// <summary>No foreign key: its index would be one more to write with every send.</summary>
    public int? DraftReplyTo { get; private set; }

    public int DraftVersion { get; private set; }

    /// <summary>Moves when I change how this chat is in my list, so that a page sees that it missed that.</summary>
    public int ListRevision { get; private set; }

    /// <summary>The chat has to be loaded with it.</summary>
    public bool IsArchived => ArchivedSequence is { } sequence && (IsMuted || Chat.LastSequence <= sequence);

    public bool IsMarkedUnread => UnreadSequence == ReadSequence;

    public Draft Draft => new(DraftId, DraftText, DraftReplyTo, DraftVersion);

    /// <summary>It came with its chat from the original, where nobody knows since when somebody is in one.</summary>
    internal bool IsImported(Chat chat) => JoinedAt == chat.CreatedAt;

    public bool MayManage => Role is Role.Admin or Role.Owner;

    /// <summary>Refuses whoever may not change the group.</summary>
    public void RequireManager(Chat chat)
    {
        chat.RequireGroup();
        if (!MayManage)
        {
            throw Refused.Forbidden("not_admin", "Only an admin of the group can do this.");
        }
    }

    /// <summary>What came out of the archive by what was said stays outside, whatever I change now.</summary>
    public void BeginChange()
    {
        ArchivedSequence = IsArchived ? ArchivedSequence : null;
        ListRevision++;
    }

    /// <summary>What is pinned is in sight, so it is not in the archive.</summary>
    public void Pin() => (IsPinned, ArchivedSequence) = (true, null);

    public void Unpin() => IsPinned = false;

    public void Archive() => (IsPinned, ArchivedSequence) = (false, Chat.LastSequence);

    public void Unarchive() => ArchivedSequence = null;

    /// <summary>Where nothing is said there is nothing to be read.</summary>
    public void MarkUnread() => UnreadSequence = Chat.LastSequence >= Chat.FirstSequence ? ReadSequence : null;

    public void UnmarkUnread() => UnreadSequence = null;

    /// <param name="until">Null: for good.</param>
    public void Mute(DateTimeOffset? until) => (IsMuted, MutedUntil) = (true, until);

    public void Unmute() => (IsMuted, MutedUntil) = (false, null);

    /// <param name="version">Of the draft that this replaces; null replaces any.</param>
    /// <returns>Whether anything changed: not when somebody who has not heard that it is kept says the same once more.</returns>
    public bool Begin(string text, int? replyTo, Guid id, int? version)
    {
        (Guid?, string?, int?) begun = VisibleText.IsSeen(text) || replyTo is not null ? (id, text, replyTo) : (null, null, null);
        if (version is not null && version != DraftVersion)
        {
            if ((DraftId, DraftText, DraftReplyTo) != begun)
            {
                throw new Refused(Reason.Conflict, "draft_changed", "This draft was changed, or sent, on another device.");
            }

            return false;
        }

        (DraftId, DraftText, DraftReplyTo) = begun;
        DraftVersion++;
        return true;
    }

    /// <summary>
    /// It was sent. Where none was kept the version moves as well, so that one that is still on its way is refused; one that was begun
    /// elsewhere stays. The same rule is in SQL, for speed (<see cref="IMessageWriter"/>).
    /// </summary>
    public void EndDraft(Guid sent)
    {
        if (DraftText is null || DraftId == sent)
        {
            (DraftId, DraftText, DraftReplyTo) = (null, null, null);
            DraftVersion++;
        }
    }

    /// <summary>Moves the mark, which never goes back, past some that were not counted.</summary>
    public void Read(int upTo, int uncounted) => (ReadSequence, Uncounted) = (upTo, Uncounted - uncounted);

    /// <summary>Up to the chat's last number.</summary>
    public void ReadAll(int last) => Read(last, Uncounted);
}
