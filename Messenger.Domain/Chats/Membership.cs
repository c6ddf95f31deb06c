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

    public bool IsPinned { get; set; }

    public bool IsMuted { get; private set; }

    /// <summary>When a mute ends by itself; null: it does not.</summary>
    public DateTimeOffset? MutedUntil { get; private set; }

    public NotificationLevel Level { get; set; }

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

    /// <param name="until">Null: for good.</param>
    public void Mute(DateTimeOffset? until) => (IsMuted, MutedUntil) = (true, until);

    public void Unmute() => (IsMuted, MutedUntil) = (false, null);

    /// <summary>Moves the mark, which never goes back, past some that were not counted.</summary>
    public void Read(int upTo, int uncounted) => (ReadSequence, Uncounted) = (upTo, Uncounted - uncounted);

    /// <summary>Up to the chat's last number.</summary>
    public void ReadAll(int last) => Read(last, Uncounted);
}
