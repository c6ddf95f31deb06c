namespace Messenger.Domain;

/// <summary>The wish of somebody to have nothing to do with somebody else, who is not told so.</summary>
public sealed class Block
{
    public int UserId { get; init; }

    public int BlockedId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
