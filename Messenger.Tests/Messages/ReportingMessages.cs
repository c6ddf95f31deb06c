using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Ann is the admin of the server; Bob and Eve have a chat that she is not in.</summary>
public sealed class ReportingMessages : World
{
    int chat;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        chat = await Do((Chats chats) => chats.DirectAsync(Bob, Eve));
    }

    [Fact]
    public async Task Shows_the_admins_that_message_and_nothing_else()
    {
        await Says(Eve, "Between us", chat);
        var said = await Says(Eve, "Buy this", chat);

        await Report(Bob, said.Id, " It sells something ");

        var one = Assert.Single(await List());
        Assert.Equal(("Buy this", "eve", "bob", "It sells something"), (one.Text, one.Author.Username, one.Reporter.Username, one.Reason));
    }

    [Fact]
    public async Task Is_for_those_who_see_the_message_and_did_not_write_it()
    {
        var said = await Says(Eve, "Buy this", chat);

        await Refuses(Reason.NotFound, Report(Ann, said.Id, "Rude"));
        await Refuses(Reason.Invalid, "report_odd", Report(Eve, said.Id, "Rude"));
        await Refuses(Reason.Invalid, "reason_missing", Report(Bob, said.Id, " "));
        await Do((Messages m) => m.DeleteAsync(Eve, said.Id));
        await Refuses(Reason.Conflict, "deleted", Report(Bob, said.Id, "Rude"));
    }

    [Fact]
    public async Task Twice_at_once_is_once()
    {
        var said = await Says(Eve, "Buy this", chat);

        Assert.All(await Outcomes(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Report(Bob, said.Id, "Rude"), Cancelled))), Assert.Null);

        Assert.Equal(1, await Do((MessengerDb db) => db.Reports.CountAsync()));
    }

    [Fact]
    public async Task Is_done_when_an_admin_finds_nothing_wrong()
    {
        var said = await Says(Eve, "Hello", chat);
        await Report(Bob, said.Id, "Rude");
        var (ann, id) = (await Me(Ann), (await List()).Single().Id);

        await Do((Reports r) => r.CloseAsync(ann, id));

        Assert.Empty(await List());
        Assert.False((await Newest(Bob, chat))[^1].IsDeleted);
        Assert.Equal(Ann, await Do((MessengerDb db) => db.Reports.Select(report => report.DoneBy).SingleAsync()));
        await Do((Reports r) => r.CloseAsync(ann, id));
        Assert.Equal([("ann", AuditActs.ClosedReport, "eve")], await WrittenDown());
    }

    [Fact]
    public async Task Lets_an_admin_delete_it_for_everybody_who_hear_of_it()
    {
        var said = await Says(Eve, "Buy this", chat);
        await Report(Bob, said.Id, "Rude");
        var (ann, id) = (await Me(Ann), (await List()).Single().Id);
        Bus.Forget();

        await Do((Reports r) => r.DeleteMessageAsync(ann, id));

        await HeardBy(Said<MessageDeleted>(), Bob, Eve);
        Assert.True((await Newest(Bob, chat))[^1].IsDeleted);
        Assert.Empty(await List());
        await Refuses(Reason.NotFound, Do((Chats c) => c.OpenAsync(Ann, chat)));
        Assert.Equal([("ann", AuditActs.DeletedReported, "eve")], await WrittenDown());
    }

    [Fact]
    public async Task Keeps_what_it_said_though_its_author_changes_it_or_takes_it_back()
    {
        var said = await Says(Eve, "Awful", chat);
        await Report(Bob, said.Id, "Rude");

        await Do((Messages m) => m.EditAsync(Eve, said.Id, "Nice weather"));
        Assert.Equal(("Awful", false), Assert.Single(await List()) is var changed ? (changed.Text, changed.IsGone) : default);
        await Do((Messages m) => m.DeleteAsync(Eve, said.Id));

        Assert.Equal(("Awful", true), Assert.Single(await List()) is var gone ? (gone.Text, gone.IsGone) : default);
    }

    [Fact]
    public async Task For_others_there_is_no_list()
    {
        var bob = await Me(Bob);

        await Refuses(Reason.NotFound, Do((Reports r) => r.ListAsync(bob)));
        await Refuses(Reason.NotFound, Do((Reports r) => r.CloseAsync(bob, 1)));
        await Refuses(Reason.NotFound, Do((Reports r) => r.DeleteMessageAsync(bob, 1)));
    }

    Task Report(int who, int message, string reason) => Do((Reports r) => r.CreateAsync(who, message, reason));

    async Task<IReadOnlyList<ReportView>> List()
    {
        var ann = await Me(Ann);
        return await Do((Reports r) => r.ListAsync(ann));
    }

    async Task<IEnumerable<(string?, string, string?)>> WrittenDown() =>
        (await Do((Audit a) => a.ListAsync(new Actor(Ann)))).Lines.Select(line => (line.Actor?.Username, line.Act, line.Subject?.Username));

    Task<Me> Me(int who) => Do(async (Sessions s) => Assert.IsType<Me>(await s.FindAsync((await s.StartAsync(who, "Browser", "::1")).Id, "::1")));
}
