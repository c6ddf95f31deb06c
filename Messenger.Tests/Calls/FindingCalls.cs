using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What a page asks when it opens, or has lost its line: nothing that was only told may be missed.</summary>
public sealed class FindingCalls : CallWorld
{
    [Fact]
    public async Task That_live_finds_those_of_my_chats_with_what_these_are_called()
    {
        var group = await Group(Bob, Eve);
        var (first, second) = (await Start(Ann), await Start(Eve, group));

        var bobs = await Do((Calls c) => c.LiveAsync(Bob));

        Assert.Equal([(first.Id, "ann"), (second.Id, "Hikers")], bobs.Select(entry => (entry.Call.Id, entry.Chat.Title)));
        Assert.All(bobs, entry => Assert.True(entry.Call.RingsFor(Bob, Clock.Now()) && !entry.Call.RingsFor(entry.Call.InitiatorId, Clock.Now())));
        Assert.Equal([second.Id], (await Do((Calls c) => c.LiveAsync(Eve))).Select(entry => entry.Call.Id));
        Assert.Equal(second.Id, (await Do((Calls c) => c.FindLiveAsync(Eve, group)))?.Id);
        Assert.Null(await Do((Calls c) => c.FindLiveAsync(Eve, Chat)));
        await End(Eve, second.Id);
        Assert.Empty(await Do((Calls c) => c.LiveAsync(Eve)));
        Assert.Null(await Do((Calls c) => c.FindLiveAsync(Eve, group)));
    }

    [Fact]
    public async Task That_were_shows_who_came_and_when()
    {
        var group = await Group(Bob, Eve);
        var call = (await Start(Ann, group)).Id;
        await Reject(Eve, call);
        Clock.Advance(TimeSpan.FromSeconds(7));
        await Accept(Bob, call);
        await End(Bob, call);
        await End(Ann, (await Start(Ann)).Id);

        var eves = Assert.Single(await Do((Calls c) => c.HistoryAsync(Eve)));

        Assert.Equal("Hikers", eves.Chat.Title);
        Assert.Equal([(Ann, CallPresence.Left), (Bob, CallPresence.Left), (Eve, CallPresence.Declined)], Presences(eves.Call));
        Assert.Equal(TimeSpan.FromSeconds(7), eves.Call.AnsweredAt - eves.Call.StartedAt);
        Assert.Equal(["ann", "Hikers"], (await Do((Calls c) => c.HistoryAsync(Bob))).Select(entry => entry.Chat.Title));
        Assert.Single(await Do((Calls c) => c.HistoryAsync(Bob, 1, 1)));
    }

    [Fact]
    public async Task Is_nothing_to_strangers()
    {
        var call = await Talk();

        await Refuses(Reason.NotFound, One(call, Eve));
        await Refuses(Reason.NotFound, Leave(Eve, call));
        await Refuses(Reason.NotFound, Do((Calls c) => c.EndForAllAsync(Eve, call)));
        await Refuses(Reason.NotFound, StartOrJoin(Eve, "page"));
        Assert.False(await Renew(Eve, call, "anns"));
        await Close(Eve, call, "anns");
        Assert.Empty(await Do((Calls c) => c.LiveAsync(Eve)));
        Assert.True(await Renew(Ann, call, "anns"));
    }
}
