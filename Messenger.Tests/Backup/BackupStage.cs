using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>A folder for backups, and messengers that are made of them.</summary>
sealed class BackupStage : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("messenger-backups-").FullName;

    public string Folder => folder;

    /// <summary>A path where nothing is yet.</summary>
    public string NewPath() => Path.Combine(folder, $"{Guid.NewGuid():N}.tar");

    /// <summary>A place for a messenger whose PostgreSQL is not the one that tests share.</summary>
    public Database On(string postgres) => new("messenger", Directory.CreateDirectory(Path.Combine(folder, $"{Guid.NewGuid():N}")).FullName, postgres, null);

    public async Task<(string Path, BackupManifest Manifest)> SaveAsync(Server server)
    {
        var path = NewPath();
        return (path, await server.DoAsync((Backups backups) => backups.MakeAsync(path, TestContext.Current.CancellationToken)));
    }

    /// <summary>Started on what was in a backup.</summary>
    public static async Task<RestoredServer> StartAsync(string path, bool endSessions = false)
    {
        var database = await Databases.BareAsync();
        await RestoreAsync(database, path, endSessions);
        var server = new RestoredServer(database);
        await server.InitializeAsync();
        return server;
    }

    /// <summary>As soon as the database has noticed that a messenger of before has ended.</summary>
    public static async Task<BackupManifest> RestoreAsync(Database database, string path, bool endSessions = false, params (string, string)[] settings)
    {
        BackupManifest? restored = null;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                restored = await RestoreAtOnceAsync(database, path, endSessions, settings);
                return true;
            }
            catch (BackupFailed failure) when (failure.Message.Contains("The messenger is running"))
            {
                return false;
            }
        });
        return restored!;
    }

    public static async Task<BackupManifest> RestoreAtOnceAsync(Database database, string path, bool endSessions = false, params (string, string)[] settings)
    {
        await using var services = new TestServices(database, settings);
        // The servers around it live now.
        services.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        return await services.DoAsync((Backups backups) => backups.RestoreAsync(path, endSessions));
    }

    public void Dispose() => Directory.Delete(folder, true);

    public sealed class RestoredServer(Database database) : Server
    {
        protected override Task<Database> MakeDatabaseAsync() => Task.FromResult(database);
    }
}
