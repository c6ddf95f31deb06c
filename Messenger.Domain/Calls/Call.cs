namespace Messenger.Domain;

/// <summary>That somebody called, and how it ended. The table is part of the contract; its verbs come with calls.</summary>
public sealed class Call
{
    public int Id { get; init; }

    public int ChatId { get; init; }

    public int InitiatorId { get; init; }

    /// <summary>audio or video.</summary>
    public required string CallType { get; init; }

    /// <summary>ringing, active, ended, missed or rejected.</summary>
    public required string Status { get; set; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}
