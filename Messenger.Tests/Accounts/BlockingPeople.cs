using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class BlockingPeople : CallWorld
{
    [Theory]
    [InlineData(Ann)]
    [InlineData(Bob)]
    public async Task Neither_writes_to_the_other_and_both_are_told_the_same(int who)
    {
        var (anns, bobs) = (await Says(Ann, "Before"), await Says(Bob, "Before, too"));
        await Block();

        var refused = await Refuses(Reason.Forbidden, "unreachable", Says(who, "After"));

        Assert.Equal("You cannot write to this person, or call them.", refused.Message);
        var mine = who == Ann ? anns : bobs;
        await Refuses(Reason.Forbidden, "unreachable", Do((Messages m) => m.EditAsync(who, mine.Id, "Changed")));
        await Refuses(Reason.Forbidden, "unreachable", Do((Messages m) => m.ReactAsync(who, anns.Id, "👍")));
        await Refuses(Reason.Forbidden, "unreachable", Do((Messages m) => m.PinAsync(who, anns.Id, true)));
        await Refuses(Reason.Forbidden, "unreachable", Do((Messages m) => m.ForwardAsync(who, anns.Id, Chat)));
        Assert.Equal(2, (await Newest(who)).Count);
    }

    [Fact]
    public async Task What_was_said_may_be_taken_back_and_what_was_sent_before_is_answered_again()
    {
        var id = Guid.NewGuid();
        var said = await Do((Messages m) => m.PostAsync(Bob, Chat, "Hello", id));
        await Block();

        Assert.Equal(said.Id, (await Do((Messages m) => m.PostAsync(Bob, Chat, "Hello", id))).Id);
        await Do((Messages m) => m.DeleteAsync(Bob, said.Id));
    }

    [Theory]
    [InlineData(Ann, Bob)]
    [InlineData(Bob, Ann)]
    public async Task Neither_is_told_what_the_other_reads(int author, int reader)
    {
        var said = await Says(author, "Hello");
        await Block();
        Bus.Forget();

        await Do((ReadReceipts r) => r.ReadAsync(reader, Chat, said.Sequence));

        Assert.Empty(await Do((ReadReceipts r) => r.ReadersAsync(author, said)));
        Assert.Empty((await Do((ReadReceipts r) => r.ReadersAsync(author, Chat, [said])))[said.Id]);
        Assert.Empty((await Do((DetailedChats c) => c.OneAsync(author, Chat))).LastReaders);
        await HeardBy(Said<ChatRead>(), reader);
    }

    [Fact]
    public async Task Nobody_hears_the_other_type()
    {
        await Block();
        Bus.Forget();

        await Do((Chats c) => c.TypeAsync(Bob, Chat, true));

        Assert.Empty(Bus.Said);
    }

    /// <summary>What was checked before the block is checked again: a send names the version of the members that it found.</summary>
    [Fact]
    public async Task A_send_on_its_way_looks_again()
    {
        var before = (await Do((Chats c) => c.AudienceAsync(Chat))).Version;

        await Block();
        var blocked = (await Do((Chats c) => c.AudienceAsync(Chat))).Version;
        await Unblock();

        Assert.Equal([before + 1, before + 2], [blocked, (await Do((Chats c) => c.AudienceAsync(Chat))).Version]);
    }

    [Fact]
    public async Task After_it_has_returned_nothing_more_arrives()
    {
        using var stop = new CancellationTokenSource();
        var sending = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Outcomes([Do((Messages m) => m.PostAsync(Bob, Chat, "And again"))]);
            }
        }, Cancelled)).ToList();
        await Eventually.TrueAsync(async () => (await Newest(Ann)).Count > 5);

        await Block();
        var then = (await Do((Chats c) => c.OpenAsync(Ann, Chat))).LastSequence;
        await Outcomes(Enumerable.Range(0, 5).Select(_ => Do((Messages m) => m.PostAsync(Bob, Chat, "Still there?"))));
        await stop.CancelAsync();
        await Task.WhenAll(sending);

        Assert.Equal(then, (await Do((Chats c) => c.OpenAsync(Ann, Chat))).LastSequence);
    }

    [Fact]
    public async Task Calls_between_them_end_and_begin_no_more()
    {
        var call = await Start(Bob);
        await Block();

        Assert.False((await One(call.Id)).IsLive);
        await Refuses(Reason.Forbidden, "unreachable", Start(Bob));
        await Refuses(Reason.Forbidden, "unreachable", Start(Ann));
    }

    [Fact]
    public async Task A_call_in_a_group_does_not_ring_for_them()
    {
        var group = await Group(Bob, Eve);
        await Block();
        Bus.Forget();

        await Start(Bob, group);

        Assert.Equal([(Ann, true), (Eve, false)], Bus.Said.OfType<CallStarted>().Select(started => (((Delivery.Users)started.To).Ids.Single(), started.IsQuiet)).Order());
    }

    [Fact]
    public async Task Neither_brings_the_other_into_a_group_or_begins_a_chat()
    {
        var (anns, bobs) = (await Group(), await Do((Chats c) => c.GroupAsync(Bob, "Climbers", [])));
        await Block();
        await Block(Ann, Eve);

        await Refuses(Reason.Forbidden, "unreachable_to_add", Do((Members m) => m.AddAsync(Ann, anns, Bob)));
        await Refuses(Reason.Forbidden, "unreachable_to_add", Do((Members m) => m.AddAsync(Bob, bobs, Ann)));
        await Refuses(Reason.Forbidden, "unreachable_to_add", Do((Chats c) => c.GroupAsync(Bob, "All of us", [Ann, Eve])));
        await Refuses(Reason.Forbidden, "unreachable", Do((Chats c) => c.DirectAsync(Eve, Ann)));
        await Do((Chats c) => c.GroupAsync(Bob, "We two", [Eve]));
    }

    [Fact]
    public async Task In_a_common_group_they_go_on_talking()
    {
        var group = await Group(Bob);
        await Block();

        var said = await Says(Bob, "Hello all", group);

        Assert.Contains(await Newest(Ann, group), message => message.Id == said.Id);
        await Do((Messages m) => m.ReactAsync(Ann, said.Id, "👍"));
    }

    [Fact]
    public async Task Each_goes_for_the_other_and_comes_back()
    {
        Assert.Contains(Bob, await Do((People p) => p.WatchersAsync(Ann)));
        await Do((IPresence presence) => Connect(presence, Ann, Bob));
        Bus.Forget();

        await Block();

        Assert.Equal([(Bob, Ann, Presence.Offline), (Ann, Bob, Presence.Offline)], Presences());
        Assert.DoesNotContain(Bob, await Do((People p) => p.WatchersAsync(Ann)));
        Assert.DoesNotContain(Ann, await Do((People p) => p.WatchersAsync(Bob)));
        Bus.Forget();

        await Unblock();

        Assert.Equal([(Bob, Ann, Presence.Online), (Ann, Bob, Presence.Online)], Presences());
        await Says(Bob, "Here again");
    }

    [Fact]
    public async Task A_stranger_is_told_nothing()
    {
        Bus.Forget();

        await Block(Ann, Eve);

        Assert.IsType<BlocksChanged>(Assert.Single(Bus.Said));
        await HeardBy(Bus.Said[0], Ann);
    }

    [Fact]
    public async Task Only_who_blocked_sees_it_in_their_list()
    {
        await Block();
        await Block(Ann, Eve);

        Assert.Equal(["bob", "eve"], (await Do((Blocks b) => b.ListAsync(Ann))).Select(person => person.Username));
        Assert.Empty(await Do((Blocks b) => b.ListAsync(Bob)));
    }

    [Fact]
    public async Task Twice_at_once_is_once()
    {
        Bus.Forget();

        Assert.All(await Outcomes(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Block(), Cancelled))), Assert.Null);

        Assert.Equal(1, await Do((MessengerDb db) => db.Blocks.CountAsync()));
        Said<BlocksChanged>();
        await Unblock();
        await Unblock();
    }

    [Fact]
    public async Task Of_oneself_or_of_nobody_is_refused()
    {
        await Refuses(Reason.Invalid, "block_self", Block(Ann, Ann));
        await Refuses(Reason.NotFound, Block(Ann, Nobody));
    }

    static Task<bool> Connect(IPresence presence, params int[] people)
    {
        Array.ForEach(people, who => presence.Connected(who, $"{who}"));
        return Task.FromResult(true);
    }

    IEnumerable<(int, int, Presence)> Presences() => Bus.Said.OfType<PresenceChanged>().Select(changed => (((Delivery.Users)changed.To).Ids.Single(), changed.UserId, changed.Presence));

    Task Block(int who = Ann, int whom = Bob) => Do((Blocks b) => b.BlockAsync(who, whom));

    Task Unblock() => Do((Blocks b) => b.UnblockAsync(Ann, Bob));
}
