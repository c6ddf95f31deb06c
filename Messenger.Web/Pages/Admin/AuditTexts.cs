using Messenger.Domain;

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
        AuditActs.ChangedSetting => texts["Changed a setting"],
        AuditActs.RetriedJob => texts["Had a job tried again"],
        AuditActs.DroppedJob => texts["Dropped a job"],
        _ => act,
    };
}
