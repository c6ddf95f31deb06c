using System.Reflection;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>
/// Whatever an admin changes by a form, or takes away by an address, is in the audit. The doors are those of the whole table, so one that is new has to be
/// named here with what it writes down.
/// </summary>
public sealed class WritingDownWhatAdminsDo(WritingDownWhatAdminsDo.Watched server) : IClassFixture<WritingDownWhatAdminsDo.Watched>
{
    const string Person = "POST /admin/people/{userId:int}";

    /// <summary>What is sent where, and how the audit calls that.</summary>
    public static readonly IReadOnlyList<(string Door, string Sends, string Act)> Acts =
    [
        ("POST /admin/backup", "", AuditActs.WantedBackup),
        ("GET /admin/backup/{name}", "", AuditActs.DownloadedBackup),
        ("POST /admin/health", "", AuditActs.RebuiltSearch),
        ("POST /admin/invitations", "uses=1&days=1", AuditActs.MadeInvitation),
        ("POST /admin/invitations", "uses=1&days=1&makes_admin=true", AuditActs.InvitedAdmin),
        ("POST /admin/invitations?handler=Revoke", "id={invitation}", AuditActs.RevokedInvitation),
        ("POST /admin/jobs", "job={job}", AuditActs.RetriedJob),
        ("POST /admin/jobs", "job={job}&drop=true", AuditActs.DroppedJob),
        (Person, "act=EndSessions", AuditActs.EndedSessions),
        (Person, "act=SendPasswordReset", AuditActs.SentPasswordReset),
        (Person, "act=ResetSecondStep", AuditActs.ResetSecondStep),
        (Person, "act=Activate", AuditActs.Activated),
        (Person, "act=Deactivate", AuditActs.Deactivated),
        (Person, "act=MakeAdmin", AuditActs.MadeAdmin),
        (Person, "act=UnmakeAdmin", AuditActs.UnmadeAdmin),
        (Person, "act=Delete", AuditActs.Deleted),
        ("POST /admin/reports?handler=Close", "id={report}", AuditActs.ClosedReport),
        ("POST /admin/reports?handler=Delete", "id={report}", AuditActs.DeletedReported),
        ("POST /admin/settings", "Name=Lighthouse", AuditActs.ChangedSetting),
    ];

    // They look, and change nothing: OnlyByPost asks the pages, and these are no pages.
    static readonly string[] looks = ["GET /admin/reports/files/{key:guid}", "GET /admin/reports/files/{key:guid}/thumbnail"];

    static int count;

    [Fact]
    public void Every_door_that_does_something_is_known()
    {
        var doors = Doors.All.Where(door => door.Route.StartsWith("/admin")).ToList();
        var pages = doors.Where(door => door.IsGet && !door.Route.Contains("/{name}") && !looks.Contains(door.Name));

        Assert.Equal(doors.Except(pages).Select(door => door.Name).Except(looks).Distinct().Order(), Acts.Select(act => act.Door).Distinct().Order());
        Assert.Equal(Enum.GetNames<Web.Pages.PersonAct>().Skip(1).Order(), Acts.Where(act => act.Door == Person).Select(act => act.Sends["act=".Length..]).Order());
    }

    [Fact]
    public void Everything_the_audit_has_a_word_for_is_done_here_or_by_a_command() =>
        Assert.Equal(AllActs().Order(), Acts.Select(act => act.Act).Union(WritingDownWhatCommandsDo.Acts.Select(act => act.Act).OfType<string>()).Order());

    [Fact]
    public async Task Each_leaves_its_line()
    {
        using var ann = await server.AdminAsync();
        List<string> wrong = [];
        foreach (var (door, sends, act) in Acts)
        {
            var (path, fields) = await FillAsync(ann, door[(door.IndexOf(' ') + 1)..], sends);
            var before = await server.DoAsync((MessengerDb db) => db.AuditEntries.MaxAsync(entry => (int?)entry.Id)) ?? 0;

            await (door.StartsWith("GET ") ? ann.OpenAsync(path) : ann.ActAsync(path, fields));

            var written = await server.DoAsync((MessengerDb db) => db.AuditEntries.Where(entry => entry.Id > before).Select(entry => entry.Act).ToListAsync());
            if (written is not [var one] || one != act)
            {
                wrong.Add($"{door} ({sends}) wrote down {string.Join(", ", written)}, not {act}: {ann.Page.Status} {ann.Page.Path}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Each_is_in_words_on_the_page()
    {
        using var ann = await server.AdminAsync("ru");
        await server.DoAsync((MessengerDb db) => db.WriteAsync(() =>
        {
            db.AddRange(AllActs().Select(act => new AuditEntry { At = DateTimeOffset.UtcNow, Act = act }));
            return db.SaveChangesAsync();
        }));

        await ann.OpenAsync("/admin/audit");

        Assert.All(AllActs(), act => Assert.DoesNotContain($"<b>{act}</b>", ann.Page.Html));
    }

    static IEnumerable<string> AllActs() => typeof(AuditActs).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

    async Task<(string Path, (string, string)[] Fields)> FillAsync(Browser ann, string route, string sends)
    {
        var path = route.Contains("{userId") ? route.Replace("{userId:int}", $"{await PersonAsync(sends)}")
            : route.Contains("{name}") ? route.Replace("{name}", await server.BackupAsync()) : route;
        sends = sends.Contains("{invitation}") ? sends.Replace("{invitation}", $"{await InvitationAsync(ann)}")
            : sends.Contains("{job}") ? sends.Replace("{job}", $"{await JobAsync()}")
            : sends.Contains("{report}") ? sends.Replace("{report}", $"{await ReportAsync()}") : sends;
        return (path, [.. sends.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => (field.Split('=')[0], field.Split('=')[1]))]);
    }

    /// <summary>Somebody to whom this can be done.</summary>
    async Task<int> PersonAsync(string act)
    {
        var id = await NewPersonAsync();
        await server.DoAsync(async (ManagedPeople people) =>
        {
            await (act switch
            {
                "act=Activate" => people.DeactivateAsync(Actor.CommandLine, id),
                "act=UnmakeAdmin" => people.MakeAdminAsync(Actor.CommandLine, id),
                _ => Task.CompletedTask,
            });
            return true;
        });
        return act == "act=ResetSecondStep" ? await server.DoAsync((MessengerDb db) => SecondStep.TurnOnAsync(db, id)) : id;
    }

    Task<int> NewPersonAsync() => server.PersonAsync($"subject{Interlocked.Increment(ref count)}");

    async Task<int> InvitationAsync(Browser ann)
    {
        await ann.ActAsync("/admin/invitations", ("uses", "1"), ("days", "1"));
        return await server.DoAsync((MessengerDb db) => db.Invitations.MaxAsync(invitation => invitation.Id));
    }

    Task<int> JobAsync() => server.DoAsync(async (MessengerDb db) =>
    {
        var job = Job.New(MailLinks.Reset, "nobody@example.org", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        await db.WriteAsync(() =>
        {
            db.Add(job);
            return db.SaveChangesAsync();
        });
        return job.Id;
    });

    async Task<int> ReportAsync()
    {
        var (author, reporter) = (await NewPersonAsync(), await NewPersonAsync());
        var chat = await server.DoAsync((Chats chats) => chats.DirectAsync(author, reporter));
        var said = await server.DoAsync((Messages messages) => messages.PostAsync(author, chat, "Buy this"));
        await server.DoAsync(async (Reports reports) =>
        {
            await reports.CreateAsync(reporter, said.Id, "It sells something");
            return true;
        });
        return await server.DoAsync((MessengerDb db) => db.Reports.MaxAsync(report => report.Id));
    }

    public sealed class Watched : Server, IAsyncDisposable
    {
        readonly string backups = Directory.CreateTempSubdirectory("messenger-watched-").FullName;

        protected override IEnumerable<(string, string)> Settings => [("Backup:Folder", backups)];

        /// <summary>The name of a backup that is there.</summary>
        public async Task<string> BackupAsync()
        {
            await Eventually.TrueAsync(() => Directory.EnumerateFiles(backups, "*.tar").Any(), () => "No backup was made.");
            return Path.GetFileName(Directory.EnumerateFiles(backups, "*.tar").First());
        }

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(backups, true);
            GC.SuppressFinalize(this);
        }
    }
}
