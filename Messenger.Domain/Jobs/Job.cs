using System.Text.Json;

namespace Messenger.Domain;

/// <summary>
/// Something to be done once, after the transaction that wanted it: a mail to be sent. The row is written in that
/// transaction and deleted when it is done; doing it twice must be safe.
/// </summary>
public sealed class Job
{
    static readonly TimeSpan longest = TimeSpan.FromHours(6);

    public int Id { get; init; }

    /// <summary>What is to be done, such as <see cref="MailLinks.Verify"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON.</summary>
    public required string Payload { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before this; moves with every try.</summary>
    public DateTimeOffset DueAt { get; set; }

    public int Attempts { get; set; }

    /// <param name="due">Not before this; null: at once.</param>
    public static Job New(string kind, object payload, DateTimeOffset now, DateTimeOffset? due = null) =>
        new() { Kind = kind, Payload = JsonSerializer.Serialize(payload), CreatedAt = now, DueAt = due ?? now };

    /// <summary>After the first try a minute, then twice as long each time, at most six hours.</summary>
    public static TimeSpan Pause(int attempts)
    {
        var pause = TimeSpan.FromMinutes(1 << Math.Min(attempts - 1, 10));
        return pause < longest ? pause : longest;
    }
}
