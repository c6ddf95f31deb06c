namespace Messenger.Web;

/// <summary>The words for what admins did.</summary>
static class AuditTexts
{
    /// <summary>What a newer version did is called as it calls it.</summary>
    public static string Of(string act, Texts texts) => act switch
    {
        AuditActs.Deactivated => texts["Deactivated"],
        AuditActs.Activated => texts["Activated again"],
        AuditActs.EndedSessions => texts["Logged out everywhere"],
        AuditActs.Deleted => texts["Deleted the account"],
        AuditActs.MadeAdmin => texts["Made an admin"],
        AuditActs.UnmadeAdmin => texts["Took away the role of an admin"],
        AuditActs.SentPasswordReset => texts["Mailed a link to a new password"],
        AuditActs.ResetSecondStep => texts["Took away the second step"],
        AuditActs.ChangedSetting => texts["Changed a setting"],
        AuditActs.RetriedJob => texts["Had a job tried again"],
        AuditActs.DroppedJob => texts["Dropped a job"],
        AuditActs.MadeInvitation => texts["Made an invitation"],
        AuditActs.InvitedAdmin => texts["Made an invitation for an admin"],
        AuditActs.RevokedInvitation => texts["Took back an invitation"],
        AuditActs.ClosedReport => texts["Closed the reports of a message of"],
        AuditActs.DeletedReported => texts["Deleted a reported message of"],
        AuditActs.WantedBackup => texts["Asked for a backup"],
        AuditActs.DownloadedBackup => texts["Downloaded a backup"],
        AuditActs.RestoredBackup => texts["Restored a backup"],
        AuditActs.RebuiltSearch => texts["Had the search index made anew"],
        AuditActs.ImportedOriginal => texts["Imported from the original Messenger"],
        _ => act,
    };
}
