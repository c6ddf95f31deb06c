using System.Net;
using System.Text.Json;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Messenger.Tests;

/// <summary>Backups are made by themselves, tried, and there for the admin.</summary>
public sealed class KeepingBackups(KeepingBackups.Keeping server) : IClassFixture<KeepingBackups.Keeping>
{
    [Fact]
    public async Task Makes_one_tries_it_and_hands_it_to_the_admin_and_nobody_else()
    {
        using var ann = await server.RegisterAsync("ann");
        using var bob = await server.RegisterAsync("bob");
        await server.DoAsync((MessengerDb db) => db.WriteAsync(async () =>
        {
            (await db.Users.SingleAsync(user => user.UserName == "ann", TestContext.Current.CancellationToken)).BecomeAdmin();
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }));
        await Eventually.TrueAsync(() => State.TestedAt is not null, () => "The first one was not made, or not tried.");
        Assert.Equal((null, true), (State.Trouble, State.WasRestored));

        var page = await ann.OpenAsync("/admin/backup");
        var first = Names.Order(StringComparer.Ordinal).Last();
        Assert.Contains("The newest is less than an hour old. One was read back to try it, and nothing was missing.", page.Words);
        using var download = await ann.GetAsync($"/admin/backup/{first}");
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(server.Backups, first), TestContext.Current.CancellationToken), await download.BytesAsync());
        using var state = await ann.GetAsync("/admin/backup/state.json");
        Assert.Equal(HttpStatusCode.NotFound, state.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.OpenAsync("/admin/backup")).Status);
        using var refused = await bob.GetAsync($"/admin/backup/{first}");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        // Its name says the second, so the next one is another only after that.
        await Eventually.TrueAsync(async () =>
        {
            await ann.OpenAsync("/admin/backup");
            Assert.Contains("A backup is being made.", (await ann.SubmitAsync("/admin/backup")).Words);
            return Names.Count == 2 && Names.Order(StringComparer.Ordinal).Last() != first;
        }, () => "The admin's was not made, or the oldest stays.");
        Assert.Matches($"Asked for a backup ann .* Downloaded a backup {first} ann", (await ann.OpenAsync("/admin/audit")).Words);
    }

    [Fact]
    public async Task Lists_what_stays_while_others_go()
    {
        var place = Directory.CreateTempSubdirectory("messenger-listed-").FullName;
        var folder = new BackupFolder(
            AllSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Backup:Folder"] = place }).Build(), place), TimeProvider.System);
        var kept = folder.NewPath(DateTimeOffset.UtcNow);
        await File.WriteAllTextAsync(kept, "kept", TestContext.Current.CancellationToken);
        var goes = folder.NewPath(DateTimeOffset.UtcNow.AddDays(-1));

        var coming = Task.Run(() => Enumerable.Range(0, 3000).ToList().ForEach(_ =>
        {
            File.WriteAllText(goes, "goes");
            File.Delete(goes);
        }), TestContext.Current.CancellationToken);
        try
        {
            while (!coming.IsCompleted)
            {
                Assert.Equal(Path.GetFileName(kept), folder.List()[0].Name);
            }
        }
        finally
        {
            await coming;
            Directory.Delete(place, true);
        }
    }

    [Fact]
    public async Task Says_why_one_could_not_be_made()
    {
        var cyd = await server.JoinAsync("cyd");
        var file = await server.AttachAsync(cyd.Id, await cyd.GroupAsync(), "notes.txt", "a"u8.ToArray());
        var place = Path.Combine(server.Folder, FilePlaces.Of(file.Key));
        File.Move(place, place + ".away");
        try
        {
            await Eventually.TrueAsync(async () =>
            {
                await server.DoAsync((BackupSignal signal) => Task.FromResult(Want(signal)));
                return State.Failed is not null;
            }, () => "It did not fail.");

            var how = await server.HowIsAsync("Backups");
            Assert.StartsWith($"The last one could not be made: The database names {FilePlaces.Of(file.Key)}", how.Says[how.Says.IndexOf("The last")..]);
            Assert.NotEqual(HealthState.Well, how.State);
        }
        finally
        {
            File.Move(place + ".away", place);
        }

        await Eventually.TrueAsync(async () =>
        {
            await server.DoAsync((BackupSignal signal) => Task.FromResult(Want(signal)));
            return State.Failed is null;
        }, () => "It still fails.");
    }

    [Fact]
    public async Task Clears_away_what_was_left_of_one_that_was_killed_and_nothing_else()
    {
        string[] left = ["messenger-20260101T000000Z.tar.new", "messenger-20260102T000000Z.tar.sealed.new"], others = ["messenger-notes.new", "messenger-notes.tar.new", "20260101T000000Z.tar.new"];
        foreach (var name in left.Concat(others))
        {
            await File.WriteAllTextAsync(PathOf(name), "half", TestContext.Current.CancellationToken);
        }

        await Eventually.TrueAsync(async () =>
        {
            await server.DoAsync((BackupSignal signal) => Task.FromResult(Want(signal)));
            return !left.Any(name => File.Exists(PathOf(name)));
        }, () => "They are still there.");

        Assert.All(others, name => Assert.True(File.Exists(PathOf(name)), name));
    }

    IReadOnlyList<string> Names => [.. Directory.EnumerateFiles(server.Backups, "*.tar").Select(path => Path.GetFileName(path)!)];

    BackupState State => File.Exists(StateFile) ? JsonSerializer.Deserialize<BackupState>(File.ReadAllText(StateFile))! : new BackupState();

    string StateFile => PathOf("state.json");

    string PathOf(string name) => Path.Combine(server.Backups, name);

    static bool Want(BackupSignal signal)
    {
        signal.Want();
        return true;
    }

    public sealed class Keeping : Server, IAsyncDisposable
    {
        public string Backups { get; } = Directory.CreateTempSubdirectory("messenger-kept-").FullName;

        protected override IEnumerable<(string, string)> Settings => [("Backup:Folder", Backups), ("Backup:Keep", "2")];

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(Backups, true);
            GC.SuppressFinalize(this);
        }
    }
}
