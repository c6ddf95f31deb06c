using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>An admin without a browser, whose messenger does not run.</summary>
public sealed class ActingAtTheCommandLine : World
{
    [Fact]
    public async Task People_are_listed_and_found()
    {
        await Do((ManagedPeople p) => p.DeactivateAsync(Actor.CommandLine, Eve));

        Assert.Matches("id +username +e-mail +state +sessions +last used\n3 +eve +eve@example.org +deactivated +0 +never\n2 +bob +bob@example.org +active .*\n1 +ann +ann@example.org +admin ", await TypeAsync("admin", "people"));
        Assert.Equal(2, Lines(await TypeAsync("admin", "people", "bob@exam")));
        Assert.Equal(2, Lines(await TypeAsync("admin", "people", "--admins")));
        Assert.Equal(2, Lines(await TypeAsync("admin", "people", "--deactivated", "eve")));
    }

    [Fact]
    public async Task What_is_done_to_people_is_done_as_on_the_pages()
    {
        var session = await Do((Sessions s) => s.StartAsync(Bob, "Phone", "::1"));

        Assert.Equal("bob is logged out (sessions: 1).\n", await TypeAsync("admin", "end-sessions", "bob"));
        Assert.Null(await Do((Sessions s) => s.FindAsync(session.Id, "::1")));
        Assert.Equal("bob@example.org is an admin.\n", await TypeAsync("admin", "make-admin", "bob@example.org"));
        Assert.Equal("ann is no admin.\n", await TypeAsync("admin", "unmake-admin", "ann"));
        Assert.Equal("eve is deactivated and logged out.\n", await TypeAsync("admin", "deactivate", "eve"));
        await Refuses(Reason.Forbidden, "deactivated", Do((Accounts a) => a.LogInAsync("eve", Password)));
        Assert.Equal("eve may log in.\n", await TypeAsync("admin", "activate", "eve"));
        await TypeAsync("admin", "reset-password", "eve");
        Assert.Equal(1, await Do((MessengerDb db) => db.Jobs.CountAsync(job => job.Kind == MailLinks.Reset)));
        Assert.Matches("id +when +who +did +to whom +what\n\\d+ .* command line +sent-password-reset +eve\n\\d+ .* activated +eve\n", await TypeAsync("admin", "audit"));
    }

    [Fact]
    public async Task An_account_is_deleted_as_soon_as_the_messenger_runs()
    {
        Assert.Equal("eve is logged out, and deleted as soon as the messenger runs.\n", await TypeAsync("admin", "delete", "--messages", "eve"));

        var due = Assert.Single(await Do((MessengerDb db) => db.Users.Where(user => user.LeavesAt != null).ToListAsync()));
        Assert.Equal((Eve, true, false), (due.Id, due.TakesMessages, due.IsActive));
        Assert.Matches("command line +deleted +eve\n", await TypeAsync("admin", "audit"));
    }

    [Fact]
    public async Task The_index_of_messages_is_made_anew_and_it_is_said_how_far_that_is()
    {
        var said = await Says(Bob, "A needle in the hay");
        await Do(async (SearchIndexer indexer) => { while (await indexer.AddNextAsync()) { } return true; });
        await Do((MessengerDb db) => db.Database.ExecuteSqlRawAsync("DELETE FROM search_texts", Cancelled));

        Assert.Equal("0 %\nThe index of messages is made anew.\n", await TypeAsync("admin", "search-rebuild"));

        Assert.Equal([said.Id], await Do((MessengerDb db) => db.Database.SqlQueryRaw<int>("SELECT message_id AS \"Value\" FROM search_texts").ToListAsync(Cancelled)));
        Assert.Null((await Do((SearchIndexer indexer) => indexer.GetProgressAsync())).RebuiltId);
    }

    [Fact]
    public async Task Who_has_no_second_step_is_not_said_to_have_lost_it() =>
        Assert.Equal("bob had no second step.\n", await TypeAsync("admin", "reset-second-step", "bob"));

    [Theory]
    [InlineData("This is the only admin here. Make somebody else an admin first.", "admin", "unmake-admin", "ann")]
    [InlineData("Nobody here is called so.", "admin", "activate", "nobody")]
    [InlineData("This job was done or dropped meanwhile.", "admin", "drop-job", "999999")]
    [InlineData("A whole number of MB, from 1 to 2000.", "admin", "settings", "UploadLimit", "many")]
    public async Task What_may_not_be_is_said_in_a_sentence(string sentence, params string[] typed)
    {
        var (code, output, error) = await TypedLine.RunAsync(typed, Database);

        Assert.Equal((Commands.Failed, ""), (code, output));
        Assert.StartsWith(sentence, error);
        Assert.Empty((await Do((Audit a) => a.ListAsync(Actor.CommandLine))).Lines);
    }

    [Fact]
    public async Task A_job_is_dropped()
    {
        var id = (await TypeAsync("admin", "jobs")).Split('\n')[1].Split(' ')[0];

        Assert.Equal($"Job {id} is due now.\n", await TypeAsync("admin", "retry-job", id));
        Assert.Equal($"Job {id} is dropped.\n", await TypeAsync("admin", "drop-job", id));

        Assert.Equal(3, Lines(await TypeAsync("admin", "jobs")));
    }

    static int Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    async Task<string> TypeAsync(params string[] typed)
    {
        var (code, output, error) = await TypedLine.RunAsync(typed, Database);
        Assert.Equal((Commands.Done, ""), (code, error));
        return output;
    }
}

/// <summary>The same while the messenger runs: nobody tells it, and it finds out.</summary>
public sealed class ActingBesideTheMessenger(SettingWhileItRuns.Known server) : IClassFixture<SettingWhileItRuns.Known>
{
    [Fact]
    public async Task Who_is_deactivated_loses_the_line_of_the_page_too()
    {
        using var ann = await server.RegisterAsync("ann");
        using var bob = await server.RegisterAsync("bob");
        await using var page = await OpenPage.OfAsync(server.Home, bob);

        var (code, output, _) = await TypedLine.RunAsync(["admin", "deactivate", "bob"], server.Database);

        Assert.Equal((Commands.Done, "bob is deactivated and logged out.\n"), (code, output));
        Assert.StartsWith("/account/login", (await bob.OpenAsync("/")).Path);
        await Eventually.TrueAsync(() => IsClosedAsync(page));
        Assert.Matches("Deactivated bob command line", (await ann.OpenAsync("/admin/audit")).Words);
    }

    // A page beats every five seconds; the test has no patience for that.
    static async Task<bool> IsClosedAsync(OpenPage page)
    {
        if (!page.Closed.IsCompleted)
        {
            await Task.WhenAny(page.BeatAsync(1), page.Closed);
        }

        return page.Closed.IsCompleted;
    }
}
