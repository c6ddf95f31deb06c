using Microsoft.AspNetCore.Mvc;

namespace Messenger.Web.Pages;

/// <summary>
/// The page of the backups that are made by themselves, and of one more when the
/// admin wants it; for anybody else there is no such page.
/// </summary>
[RateLimit(Limit.Start)]
public sealed class BackupModel(BackupFolder folder, BackupHealth health, BackupSignal signal, Leases leases, Audit audit) : AdminPage
{
    public bool HasFolder => folder.Path is not null;

    public bool IsSealed => folder.IsSealed;

    public bool IsBusy { get; private set; }

    public HealthView? How { get; private set; }

    public IReadOnlyList<BackupView> All { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync()
    {
        if (!HasFolder)
        {
            throw new Refused(Reason.Conflict, "no_backup_folder", "There is no folder for backups.");
        }

        await audit.RecordAsync(Actor, AuditActs.WantedBackup);
        signal.Want();
        return LocalRedirect("/admin/backup?saved=true");
    }

    protected override async Task LoadAsync()
    {
        var finding = await health.LookAsync(HttpContext.RequestAborted);
        How = new HealthView(health.Name, health.Icon, finding.State, finding.Says);
        (All, IsBusy) = (folder.List(), await leases.IsTakenAsync(Leases.Backup));
    }
}
