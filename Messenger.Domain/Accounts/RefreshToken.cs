namespace Messenger.Domain;

/// <summary>
/// A token that is good for one new pair of tokens. All of a session's are one family: when one is used again later, somebody else has it,
/// and the session ends (RFC 9700, 4.14.2).
/// </summary>
public sealed class RefreshToken
{
    /// <summary>SHA-256 of the token; the token itself is kept nowhere.</summary>
    public required byte[] Hash { get; init; }

    public Guid SessionId { get; init; }

    public Session Session { get; init; } = null!;

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
