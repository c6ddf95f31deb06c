namespace Messenger.Domain;

/// <summary>
/// Something to be done once, after the transaction that wanted it: a mail to be sent. The row is written in that
/// transaction and deleted when it is done; doing it twice must be safe.
/// </summary>
public sealed class Job
{
    public int Id { get; init; }

    /// <summary>What is to be done, such as "mail".</summary>
    public required string Kind { get; init; }

    /// <summary>JSON.</summary>
    public required string Payload { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before this; moves with every failed try.</summary>
    public DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }
}
