using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class Calling : CallWorld
{
    [Fact]
    public async Task Rings_for_everybody_else_in_the_chat()
    {
        var group = await Group(Bob, Eve);
        Bus.Forget();

        var call = await Start(Ann, group);

        Assert.Equal((group, Ann, CallType.Audio, CallStatus.Ringing, null), (call.ChatId, call.InitiatorId, call.Type, call.Status, call.EndedAt));
        Assert.Equal((call.Id, "ann"), (Said<CallStarted>().Call.Id, Said<CallStarted>().Initiator.Username));
        await HeardBy(Said<CallStarted>(), Bob, Eve);
    }

    [Theory]
    [InlineData(null, CallType.Audio)]
    [InlineData("audio", CallType.Audio)]
    [InlineData("video", CallType.Video)]
    public async Task Is_by_audio_or_video(string? asked, CallType type) => Assert.Equal(type, (await Start(Ann, type: asked)).Type);

    [Theory]
    [InlineData("")]
    [InlineData("Video")]
    [InlineData("smoke signals")]
    public async Task Is_by_nothing_else(string type) => await Refuses(Reason.Invalid, "call_type", Start(Ann, type: type));

    [Fact]
    public async Task Is_refused_while_there_is_a_call()
    {
        var call = await Start(Ann);
        await Accept(Bob, call.Id);

        await Refuses(Reason.Conflict, "call_active", Start(Ann));
        await Refuses(Reason.Conflict, "call_active", Start(Bob));
        await End(Bob, call.Id);
        await Start(Bob);
    }

    [Fact]
    public async Task Again_gives_up_ones_own_call_that_rings()
    {
        var first = await Start(Ann);
        Bus.Forget();

        var second = await Start(Ann);

        Assert.Equal(first.Id, Said<CallEnded>().CallId);
        Assert.Equal([(second.Id, CallStatus.Ringing), (first.Id, CallStatus.Missed)], (await History(Bob)).Select(c => (c.Id, c.Status)));
    }

    [Fact]
    public async Task Somebody_who_calls_is_answering_them()
    {
        var anns = await Start(Ann);
        Bus.Forget();

        var bobs = await Start(Bob, party: "page");

        Assert.Equal((anns.Id, CallStatus.Active, Ann), (bobs.Id, bobs.Status, bobs.InitiatorId));
        Assert.Equal([(Ann, CallPresence.In), (Bob, CallPresence.In)], Presences(bobs));
        await HeardBy(Said<CallAccepted>(), Ann, Bob);
        Assert.Empty(Bus.Said.OfType<CallStarted>());
    }

    [Fact]
    public async Task Each_other_at_once_ends_in_one_call()
    {
        for (var i = 0; i < 100; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));

            var calls = await Task.WhenAll(Start(Ann), i % 2 == 0 ? Start(Bob) : StartOrJoin(Bob, "page"));

            Assert.Equal(calls[0].Id, calls[1].Id);
            Assert.Equal(calls[0].Id, (await Do((Calls c) => c.FindLiveAsync(Ann, Chat)))?.Id);
            Assert.Equal(1 + i, calls[0].Id);
            Assert.Equal([CallPresence.In, CallPresence.In], (await One(calls[0].Id)).Participants.Select(one => one.State));
            await End(Ann, calls[0].Id);
        }
    }

    [Fact]
    public async Task From_a_page_joins_whatever_call_there_is()
    {
        var group = await Group(Bob, Eve);
        var call = await StartOrJoin(Ann, "first", group);

        // Pressed twice: the newer page has it.
        Assert.Equal((call.Id, CallStatus.Ringing), ((await StartOrJoin(Ann, "second", group)) is var again ? (again.Id, again.Status) : default));
        Assert.Equal((false, true), (await Renew(Ann, call.Id, "first"), await Renew(Ann, call.Id, "second")));
        await StartOrJoin(Bob, "bobs", group);
        var joined = await StartOrJoin(Eve, "eves", group);

        Assert.Equal((call.Id, CallStatus.Active), (joined.Id, joined.Status));
        Assert.Equal([(Ann, CallPresence.In), (Bob, CallPresence.In), (Eve, CallPresence.In)], Presences(joined));
    }

    [Fact]
    public async Task Is_never_locked_by_those_who_went_without_a_word()
    {
        await Talk();
        Clock.Advance(CallParticipant.Lease);
        Bus.Forget();

        var next = await Start(Bob);

        Assert.Equal(CallStatus.Ringing, next.Status);
        Assert.Equal([CallStatus.Ringing, CallStatus.Ended], (await History(Ann)).Select(c => c.Status));
        // Clients of old do not look which call it is that ended.
        Assert.Equal([typeof(CallEnded), typeof(CallStarted)], Bus.Said.Where(said => said is CallEnded or CallStarted).Select(said => said.GetType()));
    }

    [Fact]
    public async Task Is_nothing_to_a_stranger()
    {
        var call = await Start(Ann);

        foreach (var (chat, id) in new[] { (Chat, call.Id), (Nobody, Nobody) })
        {
            await Refuses(Reason.NotFound, Start(Eve, chat));
            await Refuses(Reason.NotFound, Accept(Eve, id));
            await Refuses(Reason.NotFound, Reject(Eve, id));
            await Refuses(Reason.NotFound, End(Eve, id));
        }

        Assert.Empty(await History(Eve));
    }

    [Fact]
    public async Task Is_nothing_to_who_was_removed()
    {
        var group = await Group(Bob);
        var call = await Start(Ann, group);
        await Do((Members m) => m.RemoveAsync(Ann, group, Bob));

        await Refuses(Reason.NotFound, Accept(Bob, call.Id));
        await Refuses(Reason.NotFound, End(Bob, call.Id));
        Assert.Empty(await History(Bob));
    }

    [Fact]
    public async Task Is_remembered_newest_first_and_by_pages()
    {
        var group = await Group(Bob);
        int[] ids = [(await Start(Ann)).Id, (await Start(Bob, group)).Id, (await Start(Ann, type: "video")).Id];

        Assert.Equal([ids[2], ids[1], ids[0]], (await History(Bob)).Select(c => c.Id));
        Assert.Equal([ids[1]], (await Do((Calls c) => c.ListAsync(Bob, skip: 1, limit: 1))).Select(c => c.Id));
        Assert.Empty(await Do((Calls c) => c.ListAsync(Bob, skip: 3)));
    }

    [Fact]
    public async Task Is_kept_in_the_words_of_the_contract()
    {
        await Reject(Bob, (await Start(Ann, type: "video")).Id);

        var kept = await Do((MessengerDb db) => db.Database.SqlQuery<string>($"SELECT call_type || ' ' || status AS \"Value\" FROM calls").SingleAsync());

        Assert.Equal("video rejected", kept);
    }
}
