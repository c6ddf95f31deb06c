namespace Messenger.Domain;

/// <summary>One advance of somebody's read mark: they had read up to this message at this time.</summary>
public sealed class MessageRead
{
    public int Id { get; init; }

    public int MessageId { get; init; }

    public int UserId { get; init; }

    public DateTimeOffset ReadAt { get; init; }

    public int ChatId { get; init; }

    public int Sequence { get; init; }
}
