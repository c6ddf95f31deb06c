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
        Assert.Equal((call, "ann"), (Said<CallStarted>().Call, Said<CallStarted>().Initiator.Username));
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
    public async Task Each_other_at_the_same_time_ends_in_one_call()
    {
        var anns = await Start(Ann);
        var bobs = await Start(Bob);

        await Accept(Bob, anns.Id);

        await Refuses(Reason.Conflict, "call_active", Accept(Ann, bobs.Id));
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
        Assert.Equal([ids[1]], (await Do((Calls c) => c.HistoryAsync(Bob, skip: 1, limit: 1))).Select(c => c.Id));
        Assert.Empty(await Do((Calls c) => c.HistoryAsync(Bob, skip: 3)));
    }

    [Fact]
    public async Task Is_kept_in_the_words_of_the_contract()
    {
        await Reject(Bob, (await Start(Ann, type: "video")).Id);

        var kept = await Do((MessengerDb db) => db.Database.SqlQuery<string>($"SELECT call_type || ' ' || status AS \"Value\" FROM calls").SingleAsync());

        Assert.Equal("video rejected", kept);
    }
}
