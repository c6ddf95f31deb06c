using Messenger.Domain;

namespace Messenger.Tests;

public sealed class CatchingUp : World
{
    [Fact]
    public async Task Nothing_happened()
    {
        await Says(Ann, "Hello");

        var changes = await Since(1);

        Assert.Equal((1, false, false), (changes.Revision, changes.Reload, changes.ChatChanged));
        Assert.Empty(changes.Messages);
    }

    [Fact]
    public async Task What_was_said_meanwhile_comes_in_its_order()
    {
        await SaysMany(Ann, 4);

        var changes = await Since(2);

        Assert.Equal([3, 4], changes.Messages.Select(m => m.Sequence));
        Assert.Equal((4, false), (changes.Revision, changes.ChatChanged));
    }

    [Fact]
    public async Task Edits_deletions_and_reactions_come_with_what_is_new_by_sequence()
    {
        var edited = await Says(Ann, "Helo");
        var deleted = await Says(Ann, "Oops");
        var liked = await Says(Ann, "I like trains");
        await Says(Bob, "Untouched");
        await Do((Messages m) => m.ReactAsync(Bob, liked.Id, "👍"));
        await Do((Messages m) => m.DeleteAsync(Ann, deleted.Id));
        await Do((Messages m) => m.EditAsync(Ann, edited.Id, "Hello"));
        await Says(Bob, "New");

        var changes = await Since(4);

        Assert.Equal([1, 2, 3, 5], changes.Messages.Select(m => m.Sequence));
        Assert.Equal((true, true, 1), (changes.Messages[0].IsEdited, changes.Messages[1].IsDeleted, changes.Messages[2].Reactions.Count));
        Assert.Equal(8, changes.Revision);
    }

    [Fact]
    public async Task Each_message_comes_once_as_it_is_now()
    {
        var hello = await Says(Ann, "One");
        await Do((Messages m) => m.EditAsync(Ann, hello.Id, "Two"));
        await Do((Messages m) => m.EditAsync(Ann, hello.Id, "Three"));

        Assert.Equal("Three", Assert.Single((await Since(0)).Messages).Text);
    }

    [Fact]
    public async Task A_new_name_is_a_change_of_the_chat_and_a_line_in_it()
    {
        var group = await Group(Bob);
        var before = (await Open(Bob, group)).Revision;

        await Do((Members m) => m.RenameAsync(Ann, group, "Sailors"));

        var changes = await Since(before, group);
        Assert.True(changes.ChatChanged);
        Assert.Equal(SystemMessage.Renamed, Assert.Single(changes.Messages).Notice);
        Assert.False((await Since(changes.Revision, group)).ChatChanged);
    }

    [Fact]
    public async Task So_are_joining_and_leaving_and_roles()
    {
        var group = await Group(Bob);
        var steps = new Func<Members, Task>[]
        {
            m => m.AddAsync(Ann, group, Eve),
            m => m.RemoveAsync(Ann, group, Eve),
            m => m.ChangeRoleAsync(Ann, group, Bob, Role.Owner),
            m => m.LeaveAsync(Bob, group),
        };

        foreach (var step in steps)
        {
            var before = (await Open(Ann, group)).Revision;
            await Do(step);
            Assert.True((await Since(before, group)).ChatChanged);
        }
    }

    [Fact]
    public async Task Five_hundred_changes_come_and_one_more_means_reload()
    {
        await SaysMany(Ann, History.ChangesLimit);
        var all = await Since(0);
        await Says(Ann, "One more");

        Assert.Equal((500, false), (all.Messages.Count, all.Reload));
        var tooMany = await Since(0);
        Assert.Equal((501, true), (tooMany.Revision, tooMany.Reload));
        Assert.Empty(tooMany.Messages);
        Assert.Equal(500, (await Since(1)).Messages.Count);
    }

    [Fact]
    public async Task Another_epoch_means_reload()
    {
        await Says(Ann, "Hello");

        var changes = await Do((History h) => h.ChangesAsync(Bob, Chat, 0, Guid.NewGuid()));

        Assert.True(changes.Reload);
        Assert.Empty(changes.Messages);
        Assert.Equal(await Do((MessengerDb db) => db.GetEpochAsync()), changes.Epoch);
    }

    [Fact]
    public async Task A_revision_that_has_not_been_yet_means_reload()
    {
        await Says(Ann, "Hello");

        Assert.True((await Since(2)).Reload);
    }

    [Fact]
    public async Task The_heartbeat_names_the_newest_revision()
    {
        await SaysMany(Ann, 3);

        Assert.Equal(3, await Do((History h) => h.RevisionAsync(Bob, Chat)));
    }

    [Fact]
    public async Task Somebody_who_was_removed_gets_nothing_more()
    {
        var group = await Group(Bob);
        await Do((Members m) => m.RemoveAsync(Ann, group, Bob));

        await Refuses(Reason.NotFound, Do(async (History h) => await h.ChangesAsync(Bob, group, 0, await Do((MessengerDb db) => db.GetEpochAsync()))));
        Assert.Null(await Do((History h) => h.RevisionAsync(Bob, group)));
    }

    [Fact]
    public async Task A_stranger_finds_no_chat() =>
        await Refuses(Reason.NotFound, Do(async (History h) => await h.ChangesAsync(Eve, Chat, 0, await Do((MessengerDb db) => db.GetEpochAsync()))));

    Task<Changes> Since(long revision, int chat = Chat) => Do(async (History h) =>
        await h.ChangesAsync(chat == Chat ? Bob : Ann, chat, revision, await Do((MessengerDb db) => db.GetEpochAsync())));
}
