namespace Messenger.Domain;

/// <summary>The report of somebody who found that the admins should see a message.</summary>
public sealed class Report
{
    public const int ReasonLimit = 500;

    public int Id { get; init; }

    public int MessageId { get; init; }

    public Message Message { get; init; } = null!;

    public int ReporterId { get; init; }

    public User Reporter { get; init; } = null!;

    public required string Reason { get; init; }

    /// <summary>What the message said then: its author may change it, or take it back.</summary>
    public string Text { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an admin had looked at it; null: nobody has.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    public int? DoneBy { get; init; }

    public static Report New(int me, Message message, string? reason, DateTimeOffset now)
    {
        if (message.SenderId == me || message.Notice is not null)
        {
            throw Refused.Invalid("report_odd", "Only what somebody else has written can be reported.", "reason");
        }

        if (message.IsDeleted)
        {
            throw new Refused(Messenger.Domain.Reason.Conflict, "deleted", "This message is deleted.");
        }

        return new Report
        {
            MessageId = message.Id, ReporterId = me, CreatedAt = now, Text = message.Content,
            Reason = TextRules.Name(reason, "reason", ReasonLimit) ?? throw Refused.Invalid("reason_missing", "Say what is wrong with it.", "reason"),
        };
    }
}

/// <summary>A report as an admin sees it, with the message, which its reporter shows them.</summary>
/// <param name="Text">What it said when it was reported.</param>
/// <param name="Files">Those that it had then.</param>
/// <param name="IsGone">It was deleted since.</param>
/// <param name="Chat">What the chat is called; null in one of two, and where nobody has named it.</param>
public sealed record ReportView(
    int Id, string? Chat, PersonView Author, string Text, IReadOnlyList<Attachment> Files, DateTimeOffset At, PersonView Reporter, string Reason, DateTimeOffset ReportedAt, bool IsGone);
