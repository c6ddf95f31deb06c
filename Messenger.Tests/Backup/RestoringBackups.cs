using System.Text.Json;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messenger.Tests;

/// <summary>A messenger that was lost is there again as it was when its backup was made, and who talks to it loses nothing more.</summary>
public sealed class RestoringBackups : IDisposable
{
    readonly BackupStage stage = new();

    [Fact]
    public async Task Made_while_all_write_it_has_no_hole_and_what_waited_to_be_sent_comes_once()
    {
        await using var server = new Server();
        await server.InitializeAsync();
        using var crowd = await Crowd.GatherAsync(server.Home, 4);
        var ann = await server.JoinAsync();
        var chat = await ann.GroupAsync();
        var outbox = Enumerable.Range(1, 20).Select(i => (Text: $"waits {i}", Id: Guid.NewGuid())).ToList();
        var isOver = false;
        var sending = crowd.SendAsync(server.Home, () => !isOver, () => Task.CompletedTask);
        await crowd.GoesOnAsync(10);
        // Half of it arrived, and she never heard of that.
        foreach (var one in outbox[..10])
        {
            await SendAsync(ann, chat, one);
        }

        var before = crowd.Senders.SelectMany(sender => sender.Acknowledged).ToList();
        var epoch = await server.DoAsync((MessengerDb db) => db.GetEpochAsync());
        var (path, manifest) = await stage.SaveAsync(server);
        await crowd.GoesOnAsync(10);
        isOver = true;
        await sending;

        await using var restored = await BackupStage.StartAsync(path);
        Assert.Equal(manifest.Rows["messages"], await restored.DoAsync((MessengerDb db) => db.Messages.LongCountAsync(TestContext.Current.CancellationToken)));
        var again = ann with { Home = restored.Home };
        var known = new List<int>();
        foreach (var one in outbox)
        {
            known.Add((await SendAsync(again, chat, one)).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(200, 10), .. Enumerable.Repeat(201, 10)], known);
        var read = (await again.GetAsync($"/api/chats/{chat}/messages")).Is(200).Json.EnumerateArray().ToList();
        Assert.Equal(outbox.Select(one => one.Text), read.Select(one => one.GetProperty("content").GetString()!).Where(text => text.StartsWith("waits")));
        Assert.True((await again.GetAsync($"/api/chats/{chat}/changes?after=0&epoch={epoch}")).Is(200)["reload"].GetBoolean());
        using var reader = await restored.LogInAsync("person1");
        var all = await Drawn.AllAsync(reader, crowd.Chat);
        Assert.Equal(Enumerable.Range(1, all.Count), all.Select(message => message.Sequence));
        Assert.Empty(before.Except(all.Select(message => message.Text)));
        Assert.Equal(all.Count, all.Select(message => message.Text).Distinct().Count());
    }

    [Fact]
    public async Task Brings_files_pictures_and_sessions_back_and_is_searched_anew()
    {
        await using var server = new Server();
        await server.InitializeAsync();
        using var ann = await server.RegisterAsync("ann");
        var chat = await ann.GroupAsync("Alone");
        var photo = await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg(900, 600));
        using var avatar = await ann.UploadAsync("/settings/avatar", [], [new Sent("me.png", Pictures.Png())], "file");
        await ann.ActAsync($"/chats/{chat}", ("text", "A remarkable sentence"));
        var address = await server.DoAsync((MessengerDb db) => db.Users.Select(user => user.Avatar!).SingleAsync(TestContext.Current.CancellationToken));
        string[] addresses = [photo, $"{photo}/thumbnail", address];
        var sent = await BytesAsync(ann, addresses);

        var (path, _) = await stage.SaveAsync(server);

        await using (var restored = await BackupStage.StartAsync(path))
        {
            using var same = Moved(ann, server, restored);
            Assert.Equal(sent, await BytesAsync(same, addresses));
            await Eventually.TrueAsync(async () => (await same.OpenAsync("/search?q=remarkable")).Words.Contains("A remarkable sentence"), () => "It is not found.");
            Assert.False(await restored.DoAsync((Leases leases) => leases.IsTakenAsync(Leases.Backup)));
        }

        await using var anew = await BackupStage.StartAsync(path, endSessions: true);
        using var stranger = Moved(ann, server, anew);
        Assert.StartsWith("/account/login", (await stranger.OpenAsync("/")).Path);
        using var known = await anew.LogInAsync("ann");
        Assert.Equal(sent, await BytesAsync(known, addresses));
    }

    [Fact]
    public async Task Leaves_bytes_for_thirty_days_that_only_the_database_before_it_may_name()
    {
        await using var server = new Server();
        await server.InitializeAsync();
        var ann = await server.JoinAsync();
        var chat = await ann.GroupAsync();
        // When the backup is made it waits for its message.
        var waiting = await server.DoAsync((Files files) =>
            files.AddAsync(ann.Id, chat, new FileMetadata(Guid.NewGuid(), "notes.txt", FileKind.Document, "text/plain", 3, Guid.NewGuid().ToByteArray())));
        var (path, _) = await stage.SaveAsync(server);
        var (unknown, picture, clock) = (Guid.NewGuid(), Avatars.AddressOf(Guid.NewGuid()), new ShiftedTime());
        Assert.Equal([unknown], await server.DoAsync((OrphanedFiles orphaned) => orphaned.UnknownAsync([unknown])));

        await using var restored = await BackupStage.StartAsync(path);

        clock.Advance(TimeSpan.FromDays(29));
        Assert.Empty(await restored.DoAsync((MessengerDb db) => new OrphanedFiles(db, clock).UnknownAsync([unknown])));
        Assert.Empty(await restored.DoAsync((MessengerDb db) => new OrphanedFiles(db, clock).UnknownAvatarsAsync([picture])));
        Assert.Empty(await restored.DoAsync((MessengerDb db) => new OrphanedFiles(db, clock).DueAsync()));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal([unknown], await restored.DoAsync((MessengerDb db) => new OrphanedFiles(db, clock).UnknownAsync([unknown])));
        Assert.Equal([picture], await restored.DoAsync((MessengerDb db) => new OrphanedFiles(db, clock).UnknownAvatarsAsync([picture])));
        Assert.Equal([waiting.Key], await restored.DoAsync((MessengerDb db) => new OrphanedFiles(db, clock).DueAsync()));
    }

    [Fact]
    public async Task Removes_the_bytes_of_what_is_deleted_afterwards_as_ever()
    {
        await using var server = new Server();
        await server.InitializeAsync();
        var ann = await server.JoinAsync();
        var chat = await ann.GroupAsync();
        var file = await server.AttachAsync(ann.Id, chat, "notes.txt", "a note"u8.ToArray());
        var message = (await server.DoAsync((History history) => history.NewestAsync(ann.Id, chat))).Messages[^1];
        var (path, _) = await stage.SaveAsync(server);
        await using var restored = await BackupStage.StartAsync(path);
        Assert.True(File.Exists(Path.Combine(restored.Folder, FilePlaces.Of(file.Key))));

        await restored.DoAsync((Messages messages) => messages.DeleteAsync(ann.Id, message.Id));

        await Eventually.TrueAsync(() => !File.Exists(Path.Combine(restored.Folder, FilePlaces.Of(file.Key))), () => "The bytes are still there.");
    }

    [Fact]
    public async Task Waits_until_the_messenger_has_ended_and_keeps_what_was_there()
    {
        await using var server = new Server();
        await server.InitializeAsync();
        var before = await server.JoinAsync("before");
        var (path, _) = await stage.SaveAsync(server);
        var database = await Databases.BareAsync();
        await using (var messenger = new BuiltMessenger(database))
        {
            await messenger.StartAsync();
            using var later = new Browser(messenger.Home, "en");
            await later.OpenAsync("/account/register");
            await later.SubmitAsync("/account/register", ("username", "later"), ("email", "later@example.org"), ("password", Server.Password));

            Assert.Contains("The messenger is running", (await Assert.ThrowsAsync<BackupFailed>(() => BackupStage.RestoreAtOnceAsync(database, path))).Message);
            await later.OpenAsync("/");
            await messenger.KillAsync();
            await BackupStage.RestoreAsync(database, path);
            await messenger.StartAsync();

            (await (before with { Home = messenger.Home }).GetAsync("/api/auth/me")).Is(200);
            Assert.StartsWith("/account/login", (await later.OpenAsync("/")).Path);
        }

        if (!Databases.OnPostgres)
        {
            Assert.Single(Directory.EnumerateFiles(database.Folder, "messenger.db.before-*"));
        }

        Databases.GiveBack(database);
    }

    [Fact]
    public async Task Touches_nothing_where_the_backup_is_not_as_it_was_made()
    {
        await using var server = new Server();
        await server.InitializeAsync();
        var ann = await server.JoinAsync();
        await server.AttachAsync(ann.Id, await ann.GroupAsync(), "notes.txt", "a note"u8.ToArray());
        var (path, _) = await stage.SaveAsync(server);
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var database = await Databases.BareAsync();
        var note = whole.AsSpan().LastIndexOf("a note"u8);

        byte[] changed = [.. whole];
        changed[note] ^= 1;
        foreach (var odd in new[] { changed, whole[..(whole.Length / 2)], whole[..(note + 600)], [], "no backup"u8.ToArray() })
        {
            await File.WriteAllBytesAsync(path, odd, TestContext.Current.CancellationToken);

            await Assert.ThrowsAsync<BackupFailed>(() => BackupStage.RestoreAsync(database, path));
            Assert.Empty(Directory.EnumerateFileSystemEntries(database.Folder));
        }

        Databases.GiveBack(database);
    }

    [Fact, RunsOnce]
    public async Task Comes_strangerof_a_bucket_into_a_folder()
    {
        await using var server = new BucketServer();
        await server.InitializeAsync();
        using var ann = await server.RegisterAsync("ann");
        var bytes = new byte[(5 << 20) + 1];
        Random.Shared.NextBytes(bytes);
        var address = await ann.SendAsync(await ann.GroupAsync("Alone"), "large.bin", bytes);

        var (path, _) = await stage.SaveAsync(server);

        await using var restored = await BackupStage.StartAsync(path);
        using var same = Moved(ann, server, restored);
        Assert.Equal([bytes], await BytesAsync(same, [address]));
    }

    [Fact, RunsOnce]
    public async Task Takes_no_more_rights_than_to_own_the_database()
    {
        await using var postgres = await PostgresServer.StartAsync(isDurable: false);
        await using (var all = NpgsqlDataSource.Create(postgres.ConnectionString("postgres")))
        {
            foreach (var sql in new[] { "CREATE ROLE messenger LOGIN", "CREATE DATABASE messenger OWNER messenger" })
            {
                await using var command = all.CreateCommand(sql);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }

        var (owner, path) = ($"Host=127.0.0.1;Port={postgres.Port};Username=messenger;Database=messenger", "");
        await using (var server = Start(owner))
        {
            await server.InitializeAsync();
            await server.JoinAsync("before");
            path = (await stage.SaveAsync(server)).Path;
            // It may make no database to try it in, so only the bytes were compared.
            Assert.False(await server.DoAsync((Backups backups) => backups.TestAsync(path, TestContext.Current.CancellationToken)));
            await server.JoinAsync("later");
        }

        var folder = Directory.CreateDirectory(Path.Combine(stage.Folder, "data")).FullName;
        await BackupStage.RestoreAsync(new Database("messenger", folder, owner, null), path);

        await using var again = Start(owner);
        await again.InitializeAsync();
        Assert.Equal(1, await again.DoAsync((MessengerDb db) => db.Users.CountAsync(TestContext.Current.CancellationToken)));
    }

    public void Dispose() => stage.Dispose();

    static BackupStage.RestoredServer Start(string postgres) => new(new Database("messenger", Directory.CreateTempSubdirectory("messenger-owned-").FullName, postgres, null));

    static Task<Answer> SendAsync(Caller who, int chat, (string Text, Guid Id) one) => who.PostAsync($"/api/chats/{chat}/messages", new { content = one.Text, client_id = one.Id });

    // The same device at another address.
    static Browser Moved(Browser browser, Server from, Server to)
    {
        var moved = new Browser(to.Home, "en");
        moved.Headers.Add("Cookie", browser.Cookies.GetCookieHeader(from.Home));
        return moved;
    }

    static Task<byte[][]> BytesAsync(Browser who, IEnumerable<string> addresses) => Task.WhenAll(addresses.Select(async address =>
    {
        using var answer = await who.GetAsync(address);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
        return await answer.BytesAsync();
    }));
}
