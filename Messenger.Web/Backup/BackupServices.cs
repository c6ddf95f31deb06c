using Microsoft.AspNetCore.Http.HttpResults;

namespace Messenger.Web;

/// <summary>Sets up the making of backups and putting them back, and where the admin fetches one.</summary>
static class BackupServices
{
    public static void AddBackups(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Backups>().AddSingleton<BackupFolder>().AddSingleton<BackupSignal>();
        if (builder.ReadSettings().Postgres is not null)
        {
            builder.Services.AddHostedService<NodeMark>();
        }

        if (builder.ReadSettings().Backup.Folder is not null)
        {
            builder.Services.AddHostedService<BackupWorker>();
        }
    }

    public static void MapBackups(this WebApplication app) => app.MapMethods("/admin/backup/{name}", ReadMethods.GetAndHead, Download).RequireAuthorization();

    static async Task<PhysicalFileHttpResult> Download(string name, HttpContext http, BackupFolder folder, Audit audit)
    {
        // Only what is in the list: a name is no path.
        if (!http.Me().IsAdmin || folder.List().All(backup => backup.Name != name))
        {
            throw Refused.NotFound();
        }

        // Whoever goes on with what broke off is written down again: a part is read, too.
        await (HttpMethods.IsGet(http.Request.Method) ? audit.RecordAsync(Actor.Of(http.Me()), AuditActs.DownloadedBackup, name) : Task.CompletedTask);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.PhysicalFile(folder.PathOf(name), "application/octet-stream", name, enableRangeProcessing: true);
    }
}
