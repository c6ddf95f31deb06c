using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>The same of what is typed. Each command there is has to be named here, with what it writes down, or that it only looks.</summary>
public sealed class WritingDownWhatCommandsDo : World
{
    /// <summary>What is typed after the name of a command, and how the audit calls that; null: it only looks.</summary>
    public static readonly IReadOnlyList<(string Command, string Typed, string? Act)> Acts =
    [
        ("admin people", "", null),
        ("admin jobs", "", null),
        ("admin audit", "", null),
        ("admin settings", "", null),
        ("admin settings", "Name Lighthouse", AuditActs.ChangedSetting),
        ("admin deactivate", "eve", AuditActs.Deactivated),
        ("admin activate", "eve", AuditActs.Activated),
        ("admin end-sessions", "eve", AuditActs.EndedSessions),
        ("admin make-admin", "bob", AuditActs.MadeAdmin),
        ("admin unmake-admin", "bob", AuditActs.UnmadeAdmin),
        ("admin reset-password", "bob", AuditActs.SentPasswordReset),
        ("admin reset-second-step", "bob", AuditActs.ResetSecondStep),
        ("admin delete", "eve", AuditActs.Deleted),
        ("admin search-rebuild", "", AuditActs.RebuiltSearch),
        ("admin retry-job", "{job}", AuditActs.RetriedJob),
        ("admin drop-job", "{job}", AuditActs.DroppedJob),
        ("backup", "{backup}", AuditActs.WantedBackup),
        ("restore", "{backup}", AuditActs.RestoredBackup),
        ("import-original", "--from {original}", AuditActs.ImportedOriginal),
    ];

    // They put something in the place of all there is, so they are done where nothing is.
    static readonly string[] elsewhere = ["restore", "import-original"];

    readonly BackupStage stage = new();

    [Fact]
    public void Every_command_is_known() => Assert.Equal(Commands.All.Select(command => command.Name).Order(), Acts.Select(act => act.Command).Distinct().Order());

    [Fact]
    public async Task Each_leaves_its_line()
    {
        await Do((MessengerDb db) => SecondStep.TurnOnAsync(db, Bob));
        var job = await Do((MessengerDb db) => db.Jobs.MinAsync(one => one.Id));
        foreach (var (command, typed, act) in Acts.Where(act => !elsewhere.Contains(act.Command)))
        {
            var before = (await Do((Audit audit) => audit.ListAsync(Actor.CommandLine))).Lines.Select(line => line.Id).FirstOrDefault();

            await TypeAsync(Database, [.. command.Split(' '), .. typed.Replace("{job}", $"{job}").Replace("{backup}", stage.NewPath()).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

            var written = (await Do((Audit audit) => audit.ListAsync(Actor.CommandLine))).Lines.Where(line => line.Id > before).Select(line => (line.Actor, line.Act));
            Assert.Equal(act is null ? [] : [(null, act)], written);
        }
    }

    [Fact]
    public async Task A_restore_is_in_the_audit_of_what_it_brings()
    {
        var path = stage.NewPath();
        await TypeAsync(Database, "backup", path);
        var bare = await Databases.BareAsync();

        await TypeAsync(bare, "restore", path);

        Assert.Matches($"command line +{AuditActs.RestoredBackup} +{Path.GetFileName(path)}, .*Z\n.* command line +{AuditActs.WantedBackup} +{path}\n$", await TypeAsync(bare, "admin", "audit"));
        Databases.GiveBack(bare);
    }

    [Fact]
    public async Task An_import_is_in_the_audit_and_a_try_is_not()
    {
        var original = new OriginalMessenger();
        await original.InitializeAsync();
        var bare = await Databases.BareAsync();

        await TypeAsync(bare, "import-original", "--from", original.From, "--dry-run");
        Assert.Single((await TypeAsync(bare, "admin", "audit")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await TypeAsync(bare, "import-original", "--from", original.From);

        Assert.Matches($"command line +{AuditActs.ImportedOriginal} +calls 2, chat_participants 8, chats 4, .*users 5\n$", await TypeAsync(bare, "admin", "audit"));
        Databases.GiveBack(bare);
        await original.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        stage.Dispose();
    }

    static async Task<string> TypeAsync(Database database, params string[] typed)
    {
        var (code, output, error) = await TypedLine.RunAsync(typed, database);
        Assert.Equal((Commands.Done, ""), (code, error));
        return output;
    }
}
