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

    /// <summary>Everything up to this number is read; unread is the chat's last number minus this.</summary>
    public int ReadSequence { get; set; }

    public bool IsPinned { get; set; }

    public bool IsMuted { get; set; }

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

    /// <summary>False when it was read already: marks only move forward.</summary>
    public bool Read(int upTo)
    {
        if (upTo <= ReadSequence)
        {
            return false;
        }

        ReadSequence = upTo;
        return true;
    }
}
