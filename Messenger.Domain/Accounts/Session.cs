namespace Messenger.Domain;

/// <summary>The kind of a session: what it was started for.</summary>
public enum SessionKind
{
    /// <summary>A browser with our cookie.</summary>
    Browser,

    /// <summary>A program that logged in with a password and holds a pair of tokens.</summary>
    Program,

    /// <summary>A personal access token: it has no other way in, and no end but being revoked.</summary>
    Token,
}

/// <summary>A device or program that is logged in. Its id travels in the cookie and in tokens; ending the row ends them all.</summary>
public sealed class Session
{
    public Guid Id { get; init; }

    public int UserId { get; init; }

    public User User { get; init; } = null!;

    public SessionKind Kind { get; init; }

    /// <summary>SHA-256 of a personal access token.</summary>
    public byte[]? TokenHash { get; init; }

    /// <summary>The browser's User-Agent, at most 300 characters; or what the owner called the token.</summary>
    public required string Device { get; init; }

    public required string Address { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUsedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
