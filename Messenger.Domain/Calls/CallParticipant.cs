namespace Messenger.Domain;

/// <summary>The state of a call for one of those it was meant for.</summary>
public enum CallPresence
{
    /// <summary>It rings for them, or rang, and they have said nothing yet. Nobody has a row for that.</summary>
    Ringing,

    /// <summary>They were in another call when it began to ring.</summary>
    Busy,

    Declined,

    In,

    Left,
}

/// <summary>
/// Somebody who joined a call, declined it, or was busy when it rang. Who is in it holds a lease that their page renews: one that is closed
/// or has lost its line is out of the call soon, on whatever node.
/// </summary>
public sealed class CallParticipant
{
    /// <summary>So long without being renewed: they are out of it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>What is left of the lease of a page that is being closed; one that is only reloaded is back by then.</summary>
    public static readonly TimeSpan ClosingLease = TimeSpan.FromSeconds(5);

    public const int PartyLimit = 36;

    public int CallId { get; init; }

    public int UserId { get; init; }

    public User User { get; init; } = null!;

    /// <summary>The page or device they are in it with, as it calls itself; null for programs of the API, which say nothing of that.</summary>
    public string? Party { get; private set; }

    public DateTimeOffset? JoinedAt { get; private set; }

    public DateTimeOffset? RenewedAt { get; private set; }

    public DateTimeOffset? LeftAt { get; private set; }

    public DateTimeOffset? DeclinedAt { get; private set; }

    public bool IsBusy { get; init; }

    public CallPresence Presence => this switch
    {
        { LeftAt: not null } => CallPresence.Left,
        { JoinedAt: not null } => CallPresence.In,
        { DeclinedAt: not null } => CallPresence.Declined,
        { IsBusy: true } => CallPresence.Busy,
        _ => CallPresence.Ringing,
    };

    public bool IsIn => Presence is CallPresence.In;

    public void Join(string? party, DateTimeOffset now) => (Party, JoinedAt, RenewedAt, LeftAt, DeclinedAt) = (party, now, now, null, null);

    public void Renew(DateTimeOffset now) => RenewedAt = now;

    public void Decline(DateTimeOffset now) => DeclinedAt = now;

    public void Leave(DateTimeOffset now) => LeftAt = now;

    public bool IsOver(DateTimeOffset now) => RenewedAt + Lease <= now;

    /// <summary>It said that it is being closed, or has not been heard of for as long as that.</summary>
    public bool IsClosing(DateTimeOffset now) => RenewedAt + Lease - ClosingLease <= now;

    public static string? CheckedParty(string? party) => party is null || party.Length is > 0 and <= PartyLimit
        ? party
        : throw Refused.Invalid("party_odd", "A party is a text of 1 to 36 characters.", "party");
}
