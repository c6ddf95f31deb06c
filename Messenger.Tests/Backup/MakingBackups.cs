using System.Formats.Tar;
using System.Text.Json;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

/// <summary>All there is goes into one file, or there is none.</summary>
public sealed class MakingBackups(Server server) : IClassFixture<Server>, IDisposable
{
    readonly BackupStage stage = new();

    [Fact]
    public async Task Writes_a_tar_that_anybody_opens_with_the_database_the_files_and_what_they_are()
    {
        var (ann, chat) = await JoinAsync();
        var photo = await server.AttachAsync(ann.Id, chat, "photo.jpg", Pictures.Jpeg(900, 600));
        await server.DoAsync((Messages messages) => messages.PostAsync(ann.Id, chat, "Hello"));

        var (path, manifest) = await stage.SaveAsync(server);

        var opened = Directory.CreateDirectory(Path.Combine(stage.Folder, "opened")).FullName;
        await TarFile.ExtractToDirectoryAsync(path, opened, overwriteFiles: false, TestContext.Current.CancellationToken);
        foreach (var place in new[] { FilePlaces.Of(photo.Key), FilePlaces.ThumbnailOf(photo.Key) })
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(server.Folder, place), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(opened, place), TestContext.Current.CancellationToken));
        }

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(opened, "manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal(manifest.Rows["messages"], json.RootElement.GetProperty("rows").GetProperty("messages").GetInt64());
        Assert.True(File.Exists(Path.Combine(opened, Databases.OnPostgres ? "database.dump" : "database.sqlite")));
        Assert.Equal(Directory.EnumerateFiles(opened, "*", SearchOption.AllDirectories).Count() - 1, manifest.Entries.Count);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(stage.Folder).Where(one => one != opened));
    }

    [Fact]
    public async Task Fails_with_a_sentence_where_a_file_is_missing_and_leaves_nothing_but_the_one_before()
    {
        var (ann, chat) = await JoinAsync();
        var file = await server.AttachAsync(ann.Id, chat, "notes.txt", "a"u8.ToArray());
        var (path, _) = await stage.SaveAsync(server);
        var before = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var place = Path.Combine(server.Folder, FilePlaces.Of(file.Key));
        File.Move(place, place + ".away");
        try
        {
            var failed = await Assert.ThrowsAsync<BackupFailed>(() => server.DoAsync((Backups backups) => backups.MakeAsync(path, TestContext.Current.CancellationToken)));

            Assert.StartsWith($"The database names {FilePlaces.Of(file.Key)}, and it is not there.", failed.Message);
            Assert.Equal(before, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
            Assert.Equal([path], Directory.EnumerateFileSystemEntries(stage.Folder));
        }
        finally
        {
            File.Move(place + ".away", place);
        }
    }

    [Fact]
    public async Task Keeps_the_bytes_of_what_is_deleted_until_it_is_made()
    {
        var (ann, chat) = await JoinAsync();
        var file = await server.AttachAsync(ann.Id, chat, "notes.txt", "a"u8.ToArray());
        var message = await server.DoAsync((History history) => history.NewestAsync(ann.Id, chat));
        var avatar = await server.DoAsync((Avatars avatars) => avatars.SaveAsync(ann.Id, Sending.Received("me.png", Pictures.Png())));
        var leases = await server.DoAsync((ILookups lookups) => Task.FromResult(new Leases(lookups, TimeProvider.System, isAlone: false)));
        Assert.True(await leases.TakeAsync(Leases.Backup, TimeSpan.FromMinutes(1)));

        Assert.Contains("Another backup is being made", (await Assert.ThrowsAsync<BackupFailed>(() => stage.SaveAsync(server))).Message);
        await server.DoAsync(async (Messages messages) =>
        {
            await messages.DeleteAsync(ann.Id, message.Messages[^1].Id);
            return true;
        });
        await server.DoAsync((Avatars avatars) => avatars.SaveAsync(ann.Id, null));
        Assert.Empty(await server.DoAsync((OrphanedFiles orphaned) => orphaned.DueAsync()));
        Assert.True(File.Exists(Path.Combine(server.Folder, FilePlaces.Of(file.Key))));
        var face = Path.Combine(server.Folder, FilePlaces.AvatarOf(Avatars.KeyOf(avatar)!.Value));
        Assert.True(File.Exists(face));
        Assert.Empty(await server.DoAsync((OrphanedFiles orphaned) => orphaned.UnknownAvatarsAsync([avatar!])));

        await leases.GiveBackAsync(Leases.Backup);
        await stage.SaveAsync(server);

        await Eventually.TrueAsync(() => !File.Exists(Path.Combine(server.Folder, FilePlaces.Of(file.Key))), () => "The bytes are still there.");
        Assert.Equal([avatar!], await server.DoAsync((OrphanedFiles orphaned) => orphaned.UnknownAvatarsAsync([avatar!])));
        // As if it were a day later; a node that starts looks at once.
        File.SetLastWriteTimeUtc(face, DateTime.UtcNow - 2 * Files.Patience);
        await server.RestartAsync();
        await Eventually.TrueAsync(() => !File.Exists(face), () => "The picture is still there.");
    }

    [Fact]
    public async Task Leaves_neither_a_file_nor_its_lease_where_it_is_stopped()
    {
        var (ann, chat) = await JoinAsync();
        await server.AttachAsync(ann.Id, chat, "notes.txt", "a"u8.ToArray());
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.DoAsync((IServiceProvider services) => ActivatorUtilities
            .CreateInstance<Backups>(services, new StoppingStore(services.GetRequiredService<IFileStore>(), stop)).MakeAsync(stage.NewPath(), stop.Token)));

        Assert.Empty(Directory.EnumerateFileSystemEntries(stage.Folder));
        Assert.Empty(Directory.EnumerateFileSystemEntries(server.Folder, "saving"));
        Assert.False(await server.DoAsync((Leases leases) => leases.IsTakenAsync(Leases.Backup)));
    }

    [Fact]
    public async Task Does_not_begin_what_is_stopped_already()
    {
        var stopped = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.DoAsync((Backups backups) => backups.MakeAsync(stage.NewPath(), stopped)));

        Assert.Empty(Directory.EnumerateFileSystemEntries(stage.Folder));
        Assert.False(await server.DoAsync((Leases leases) => leases.IsTakenAsync(Leases.Backup)));
    }

    public void Dispose() => stage.Dispose();

    async Task<(Caller Ann, int Chat)> JoinAsync()
    {
        var ann = await server.JoinAsync();
        return (ann, await ann.GroupAsync());
    }

    /// <summary>The stop comes when the database is saved and the first file is asked for.</summary>
    sealed class StoppingStore(IFileStore store, CancellationTokenSource stop) : IFileStore
    {
        public string Unfinished(string name) => store.Unfinished(name);

        public Task FinishAsync(string name) => store.FinishAsync(name);

        public async Task<Messenger.Web.KeptBytes?> FindAsync(string name)
        {
            await stop.CancelAsync();
            return await store.FindAsync(name);
        }

        public Task DeleteAsync(string name) => store.DeleteAsync(name);

        public IAsyncEnumerable<string> WrittenBeforeAsync(string folder, DateTimeOffset time) => store.WrittenBeforeAsync(folder, time);
    }
}
