namespace Messenger.Domain;

/// <summary>The choice of which people an admin looks at.</summary>
public enum PeopleFilter
{
    All,
    Admins,
    Deactivated,
}

/// <summary>A person as an admin sees them.</summary>
/// <param name="HasTwoSteps">Whether logging in takes the second step.</param>
/// <param name="LastUsedAt">When a session of theirs was last used; null when none ever was.</param>
/// <param name="Sessions">How many have not ended, tokens for programs among them.</param>
/// <param name="LeavesAt">When the account is to be deleted; null when nobody asked for it, or it is done.</param>
public sealed record ManagedPerson(PersonView Person, string Email, bool IsAdmin, bool HasTwoSteps, DateTimeOffset? LastUsedAt, int Sessions, DateTimeOffset? LeavesAt);

/// <summary>A page of the people here, the newest first.</summary>
/// <param name="Before">Where the next page begins: an id; null when there is none.</param>
public sealed record ManagedPeoplePage(IReadOnlyList<ManagedPerson> People, int? Before);
