namespace Messenger.Domain;

/// <summary>The person who is asking, through which session, and how they like things to look.</summary>
public sealed record Me(int Id, Guid SessionId, string Username, string? FullName, string Email, string? Status, string? Phone, string? Avatar, bool IsAdmin, Preferences Preferences)
{
    public string Name => FullName ?? Username;

    /// <summary>A personal token asks, not a person with a password.</summary>
    public bool IsToken { get; init; }

    /// <summary>My e-mail address has been proven to be mine.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Until it is, I may do nothing but that.</summary>
    public bool AwaitsVerification { get; init; }

    /// <summary>When my account is to be deleted, as I asked for. Until then I may do nothing but keep it.</summary>
    public DateTimeOffset? LeavesAt { get; init; }

    /// <summary>Everybody may see my address; my phone.</summary>
    public bool ShowsEmail { get; init; }

    public bool ShowsPhone { get; init; }

    /// <summary>Those I want to have nothing to do with, and who want nothing to do with me.</summary>
    public BlockedPeople Blocked { get; init; } = BlockedPeople.None;

    /// <summary>Nobody sees whether I am here, and I see it of nobody.</summary>
    public bool HidesPresence { get; init; }

    /// <summary>The same of what I have read.</summary>
    public bool HidesReads { get; init; }

    /// <summary>Whether I am told that somebody is here.</summary>
    public bool MaySee(int userId) => userId == Id || !HidesPresence && !Blocked.Hide(userId);

    /// <summary>Notifications are pushed to the browser of this session.</summary>
    public bool IsPushedTo { get; init; }
}
