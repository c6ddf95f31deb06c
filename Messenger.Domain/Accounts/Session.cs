namespace Messenger.Domain;

/// <summary>A device that is logged in. Its id travels in the cookie (later also in tokens); ending the row ends them all.</summary>
public sealed class Session
{
    public Guid Id { get; init; }

    public int UserId { get; init; }

    public User User { get; init; } = null!;

    /// <summary>The browser's User-Agent, at most 300 characters.</summary>
    public required string Device { get; init; }

    public required string Address { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUsedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
