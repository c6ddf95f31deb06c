using System.Net;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>The admin reads how the messenger is, in words.</summary>
public sealed class ReadingHowItIs(MailedServer server) : IClassFixture<MailedServer>
{
    // Nobody here does them.
    const string Kind = "of a newer node";

    [Fact]
    public async Task Is_for_the_admin_and_nobody_else_knows_of_it()
    {
        using var ann = await server.RegisterAsync("ann");
        using var bob = await server.RegisterAsync("bob", "ru");
        // Somebody of another test may have come first.
        await ChangeAsync(db => db.Users.Single(user => user.UserName == "ann").BecomeAdmin());

        var page = await ann.OpenAsync("/admin/health");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        // A busy machine may be slow, and says so.
        Assert.Matches($"Database (well|look at this) {(Databases.OnPostgres ? "PostgreSQL" : "SQLite")} .*takes writes.* It holds [0-9]", page.Words);
        Assert.Contains("Live line not checked", page.Words);
        Assert.Contains("/admin/health", (await ann.OpenAsync("/settings")).Html);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.OpenAsync("/admin/health")).Status);
        Assert.DoesNotContain("/admin/health", (await bob.OpenAsync("/settings")).Html);
    }

    [Fact]
    public async Task Has_the_index_of_messages_made_anew_and_says_how_far_that_is()
    {
        using var ann = await server.RegisterAsync("anna");
        await ChangeAsync(db => db.Users.Single(user => user.UserName == "anna").BecomeAdmin());
        await ann.OpenAsync("/admin/health");

        await ann.SubmitAsync("/admin/health");

        // It may be done by now.
        await Eventually.TrueAsync(async () => await LookAsync("Message search") is { State: HealthState.Well, Says: "All messages are in the index." });
        await server.DoAsync(async (MessengerDb db) => await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"UPDATE search_state SET rebuilt_id = 0, last_id = 1000000000")));
        await IsAsync("Message search", HealthState.Well, "The index of messages is being made anew: 0 % so far. Messages are found meanwhile.");
        await server.DoAsync(async (MessengerDb db) => await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"UPDATE search_state SET rebuilt_id = NULL, last_id = 0")));
    }

    [Fact]
    public async Task Says_what_the_mail_server_does_and_which_mails_it_did_not_take()
    {
        await IsAsync("Mail", HealthState.Well, "127.0.0.1 lets us in, and no mail waits for another try.");

        await WithAsync(MailLinks.Verify, due: TimeSpan.FromHours(1), attempts: 3, async () =>
            await IsAsync("Mail", HealthState.Doubtful, "The mail server lets us in, but 1 mail could not be sent so far; the log says why."));

        server.Mails.IsHanging = true;
        try
        {
            await IsAsync("Mail", HealthState.Broken, "There was no answer within two seconds.");
        }
        finally
        {
            server.Mails.IsHanging = false;
        }
    }

    [Fact]
    public async Task Says_which_jobs_are_late_and_which_have_failed()
    {
        await WithAsync(Kind, due: TimeSpan.FromMinutes(-20), attempts: 0, async () =>
            await IsAsync("Jobs", HealthState.Doubtful, "1 job waits. The oldest has been due for 20 minutes: look into the log for what holds it up."));
        await WithAsync(Kind, due: TimeSpan.FromHours(-3), attempts: 0, async () => Assert.Equal(HealthState.Broken, (await server.HowIsAsync("Jobs")).State));
        await WithAsync(Kind, due: TimeSpan.FromHours(1), attempts: 2, async () =>
            await IsAsync("Jobs", HealthState.Doubtful, "1 job waits. 1 failed and is tried again; the log says why."));
        await WithAsync(Kind, due: TimeSpan.FromHours(1), attempts: 0, async () =>
            await IsAsync("Jobs", HealthState.Well, "1 job waits. None is late, and none has failed."));

        await IsAsync("Jobs", HealthState.Well, "Nothing waits.");
        await IsAsync("Message search", HealthState.Well, "All messages are in the index.");
    }

    [Fact]
    public async Task Says_what_is_missing_and_for_how_long_the_disk_will_do()
    {
        Assert.Equal(HealthState.Doubtful, (await server.HowIsAsync("Public address")).State);
        Assert.Equal(HealthState.Doubtful, (await server.HowIsAsync("Calls")).State);
        Assert.Equal(HealthState.Doubtful, (await server.HowIsAsync("Notifications")).State);
        Assert.Contains("No files were sent in the last 30 days.", (await server.HowIsAsync("Disk")).Says);

        var ann = await server.DoAsync((Accounts accounts) => accounts.RegisterAsync("sender", "sender@example.org", Server.Password, null, new Preferences()));
        await server.Mails.NextAsync();
        var notes = await server.DoAsync((Chats chats) => chats.GroupAsync(ann.Id, "Notes", []));
        await server.DoAsync((Files files) => files.AddAsync(ann.Id, notes, new FileMetadata(Guid.NewGuid(), "film", FileKind.Video, "video/mp4", 300L << 30, [1])));

        // Ten gigabytes a day.
        Assert.Matches("free in the data folder. (With files as in the last 30 days that is enough for [0-9]+ days?|Make room)", (await server.HowIsAsync("Disk")).Says);
    }

    // On a busy machine one look may take longer than it may.
    Task IsAsync(string name, HealthState state, string says) => Eventually.TrueAsync(async () => await LookAsync(name) == (state, says), () => $"{name} is not so: {says}");

    async Task<(HealthState State, string Says)> LookAsync(string name)
    {
        var one = (await server.DoAsync((HealthReport report) => report.GetAsync())).Single(one => one.Name == name);
        return (one.State, one.Says);
    }

    async Task WithAsync(string kind, TimeSpan due, int attempts, Func<Task> act)
    {
        var now = DateTimeOffset.UtcNow;
        await ChangeAsync(db => db.Add(new Job { Kind = kind, Payload = "\"nobody\"", CreatedAt = now.AddHours(-4), DueAt = now + due, Attempts = attempts }));
        await act();
        await server.DoAsync((MessengerDb db) => db.WriteAsync(() => db.Jobs.ExecuteDeleteAsync()));
    }

    Task ChangeAsync(Action<MessengerDb> change) => server.DoAsync((MessengerDb db) => db.WriteAsync(() =>
    {
        change(db);
        return db.SaveChangesAsync();
    }));
}
