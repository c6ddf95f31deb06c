namespace Messenger.Web;

/// <summary>Making backups and putting them back.</summary>
static class BackupServices
{
    public static void AddBackups(this WebApplicationBuilder builder) => builder.Services.AddSingleton<Backups>();
}
