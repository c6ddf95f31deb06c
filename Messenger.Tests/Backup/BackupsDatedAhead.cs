using System.Globalization;
using System.Text.Json;
using Messenger.Web;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>A backup, and how it went, were dated by a clock that was two days ahead and is right again.</summary>
public sealed class BackupsDatedAhead(BackupsDatedAhead.Dated server) : IClassFixture<BackupsDatedAhead.Dated>
{
    [Fact]
    public async Task Hold_up_no_other_and_are_the_first_to_go()
    {
        await Eventually.TrueAsync(() => Names is [var one] && one != server.Ahead && State.Tested == one, () => $"There are {string.Join(", ", Names)}, and {State}.");

        Assert.Equal((null, null), (State.Failed, State.Trouble));
        var how = await server.HowIsAsync("Backups");
        Assert.StartsWith("The newest is less than an hour old.", how.Says);
    }

    [Fact]
    public async Task Are_not_taken_for_none()
    {
        // By this one all of them are: it stands in 2000.
        var clock = new FakeTimeProvider();

        var how = await server.DoAsync((AllSettings settings) => new BackupHealth(new BackupFolder(settings, clock), settings, clock, new Web.Texts()).LookAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("Those that are there were made under a wrong clock.", how.Says);
    }

    IReadOnlyList<string> Names => [.. Directory.EnumerateFiles(server.Backups, "*.tar").Select(path => Path.GetFileName(path)!)];

    BackupState State => JsonSerializer.Deserialize<BackupState>(File.ReadAllText(Path.Combine(server.Backups, "state.json")))!;

    public sealed class Dated : Server, IAsyncDisposable
    {
        static readonly DateTimeOffset ahead = DateTimeOffset.UtcNow.AddDays(2);

        public string Backups { get; } = Directory.CreateTempSubdirectory("messenger-ahead-").FullName;

        public string Ahead { get; } = $"messenger-{ahead.UtcDateTime.ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture)}.tar";

        protected override IEnumerable<(string, string)> Settings => [("Backup:Folder", Backups), ("Backup:Keep", "1")];

        protected override Task<Database> MakeDatabaseAsync()
        {
            File.WriteAllText(Path.Combine(Backups, Ahead), "of the day after tomorrow");
            File.WriteAllText(Path.Combine(Backups, "state.json"), JsonSerializer.Serialize(new BackupState(FailedAt: ahead, Failed: "No room", Tested: Ahead, TestedAt: ahead)));
            return base.MakeDatabaseAsync();
        }

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(Backups, true);
            GC.SuppressFinalize(this);
        }
    }
}
