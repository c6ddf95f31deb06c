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
    public async Task Is_nothing_to_whoever_was_an_admin_when_the_page_was_asked_for_and_is_none_now()
    {
        var said = await Says(Eve, "Hello", chat);
        await Report(Bob, said.Id, "Rude");
        var (ann, id) = (await Me(Ann), (await List()).Single().Id);
        await Do((MessengerDb db) => db.WriteAsync(() => db.Users.Where(user => user.Id == Ann).ExecuteUpdateAsync(row => row.SetProperty(user => user.IsAdmin, false))));

        await Refuses(Reason.NotFound, Do((Reports r) => r.DeleteMessageAsync(ann, id)));
        await Refuses(Reason.NotFound, Do((Reports r) => r.CloseAsync(ann, id)));

        Assert.Equal("Hello", (await Do((History h) => h.OneAsync(Bob, chat, said.Id))).Text);
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
    public async Task Keeps_the_files_it_had_for_the_admins_alone_until_it_is_done()
    {
        var (said, file) = await Attach(Eve, "offer.pdf", 3000);
        await Report(Bob, said, "Rude");
        await Report(Bob, said, "Rude");
        var (ann, bob) = (await Me(Ann), await Me(Bob));

        await Do((Messages m) => m.DeleteAsync(Eve, said));

        var kept = Assert.Single(Assert.Single(await List()).Files);
        Assert.Equal(("offer.pdf", 3000), (kept.Name, kept.Size));
        Assert.Equal(file.Key, (await Do((Reports r) => r.OpenFileAsync(ann, kept.Key))).BytesKey);
        await Refuses(Reason.NotFound, Do((Reports r) => r.OpenFileAsync(bob, kept.Key)));
        await Refuses(Reason.NotFound, Do((Reports r) => r.OpenFileAsync(ann, file.Key)));
        foreach (var one in new[] { Ann, Bob, Eve })
        {
            await Refuses(Reason.NotFound, Do((Files f) => f.OpenAsync(one, kept.Key)));
        }

        Clock.Advance(10 * Files.Patience);
        Assert.Equal([file.Key], await DueAsync());
        Assert.Empty(await FreeAsync(file.Key, kept.Key));
        await Do((OrphanedFiles o) => o.ForgetAsync([file.Key, kept.Key]));
        Assert.Equal(file.Key, (await Do((Reports r) => r.OpenFileAsync(ann, kept.Key))).BytesKey);

        var id = Assert.Single(await List()).Id;
        await Do((Reports r) => r.CloseAsync(ann, id));

        await Refuses(Reason.NotFound, Do((Reports r) => r.OpenFileAsync(ann, kept.Key)));
        Assert.Equal([kept.Key], await DueAsync());
        Assert.Equal([file.Key], (await FreeAsync(kept.Key)).Values);
    }

    [Fact]
    public async Task Its_files_take_nothing_of_anybodys_room_and_the_message_keeps_its_own()
    {
        var (said, file) = await Attach(Eve, "offer.pdf", 3000);
        await Report(Bob, said, "Rude");
        var ann = await Me(Ann);
        var use = await Do((StorageUse s) => s.GetAsync(new Actor(Ann)));
        Assert.Equal([("eve", 1, 3000)], use.People.Select(one => (one.Person.Username, one.Files, one.Bytes)));
        Assert.Equal(3000, use.Bytes);

        var id = Assert.Single(await List()).Id;
        await Do((Reports r) => r.CloseAsync(ann, id));

        Assert.Equal(file.Key, (await Do((Files f) => f.OpenAsync(Bob, file.Key))).Key);
        var copy = Assert.Single(await DueAsync());
        Assert.Empty(await FreeAsync(copy));
    }

    [Fact]
    public async Task Lets_its_files_go_with_the_message_and_with_its_reporter()
    {
        var (first, _) = await Attach(Eve, "offer.pdf", 3000);
        var (second, _) = await Attach(Eve, "another.pdf", 3000);
        await Report(Bob, first, "Rude");
        await Report(Bob, second, "Rude");
        var (ann, ids) = (await Me(Ann), (await List()).Select(report => report.Id).ToList());

        await Do((Reports r) => r.DeleteMessageAsync(ann, ids[0]));
        Assert.Equal(2, (await DueAsync()).Count);
        await Do((ManagedPeople p) => p.DeleteAsync(new Actor(Ann), Bob, withMessages: false));
        await Do((Departures d) => d.FinishAsync(Bob));

        Assert.Empty(await List());
        Assert.Equal(3, (await DueAsync()).Count);
        Assert.Equal(4, await Do((MessengerDb db) => db.Files.CountAsync(file => file.ReportId == null)));
    }

    [Fact]
    public async Task Is_done_as_well_where_the_author_was_quicker_than_the_admin()
    {
        var said = await Says(Eve, "Awful", chat);
        await Report(Bob, said.Id, "Rude");
        var (ann, id) = (await Me(Ann), (await List()).Single().Id);
        await Do((Messages m) => m.DeleteAsync(Eve, said.Id));

        await Do((Reports r) => r.DeleteMessageAsync(ann, id));

        Assert.Empty(await List());
        Assert.Equal([("ann", AuditActs.DeletedReported, "eve")], await WrittenDown());
    }

    [Fact]
    public async Task For_others_there_is_no_list()
    {
        var bob = await Me(Bob);

        await Refuses(Reason.NotFound, Do((Reports r) => r.ListAsync(bob)));
        await Refuses(Reason.NotFound, Do((Reports r) => r.CloseAsync(bob, 1)));
        await Refuses(Reason.NotFound, Do((Reports r) => r.DeleteMessageAsync(bob, 1)));
    }

    async Task<(int Message, StoredFile File)> Attach(int who, string name, long size)
    {
        var file = await Do((Files f) => f.AddAsync(who, chat, new FileMetadata(Guid.NewGuid(), name, FileKind.Document, "application/pdf", size, [1])));
        return ((await Do((Messages m) => m.PostAsync(who, chat, null, attached: [file]))).Id, file);
    }

    Task<IReadOnlyList<Guid>> DueAsync() => Do((OrphanedFiles o) => o.DueAsync());

    Task<IReadOnlyDictionary<Guid, Guid>> FreeAsync(params Guid[] keys) => Do((OrphanedFiles o) => o.FreeBytesAsync(keys));

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
