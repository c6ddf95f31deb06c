namespace Messenger.Domain;

/// <summary>A row of the audit: what an admin did, written in the transaction of the act, and never changed.</summary>
public sealed class AuditEntry
{
    public const int ActLimit = 40;

    public int Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Null at the command line.</summary>
    public int? ActorId { get; init; }

    public User? Actor { get; init; }

    /// <summary>One of <see cref="AuditActs"/>, or what a newer version calls what it did.</summary>
    public required string Act { get; init; }

    /// <summary>To whom; null where it was not done to anybody.</summary>
    public int? SubjectId { get; init; }

    public User? Subject { get; init; }

    /// <summary>What else there is to say, such as a setting before and after.</summary>
    public string? Detail { get; init; }
}

/// <summary>The names of what admins do, as the audit has them.</summary>
public static class AuditActs
{
    public const string Deactivated = "deactivated", Activated = "activated", EndedSessions = "ended-sessions", Deleted = "deleted", MadeAdmin = "made-admin", UnmadeAdmin = "unmade-admin",
        SentPasswordReset = "sent-password-reset", ResetSecondStep = "reset-second-step", ChangedSetting = "changed-setting", RetriedJob = "retried-job", DroppedJob = "dropped-job",
        MadeInvitation = "made-invitation", InvitedAdmin = "invited-admin", RevokedInvitation = "revoked-invitation",
        ClosedReport = "closed-report", DeletedReported = "deleted-reported", WantedBackup = "wanted-backup", DownloadedBackup = "downloaded-backup",
        RestoredBackup = "restored-backup", RebuiltSearch = "rebuilt-search", ImportedOriginal = "imported-original";
}
