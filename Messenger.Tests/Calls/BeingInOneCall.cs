using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Nobody talks in two calls: who enters another one is out of the first.</summary>
public sealed class BeingInOneCall : CallWorld
{
    [Fact]
    public async Task Is_for_who_answers_another()
    {
        var eves = await Do((Chats chats) => chats.DirectAsync(Eve, Bob));
        var first = await Talk();
        var second = await Start(Eve, eves);

        await Accept(Bob, second.Id, "bobs");

        Assert.Equal((CallStatus.Ended, CallStatus.Active), ((await One(first)).Status, (await One(second.Id, Bob)).Status));
        Assert.False(await Renew(Bob, first, "bobs"));
    }

    [Fact]
    public async Task Is_for_who_calls_somebody_else_and_a_group_talks_on()
    {
        var group = await Group(Bob, Eve);
        var call = await Start(Ann, group, party: "anns");
        await Accept(Bob, call.Id, "bobs");
        await Accept(Eve, call.Id, "eves");

        await Start(Bob, party: "bobs other");

        var left = await One(call.Id);
        Assert.Equal((CallStatus.Active, CallPresence.Left), (left.Status, left.PresenceOf(Bob)));
    }

    [Fact]
    public async Task Gives_up_what_still_rings()
    {
        var group = await Group(Bob, Eve);
        var first = await Start(Ann);

        await Start(Ann, group);

        Assert.Equal(CallStatus.Missed, (await One(first.Id)).Status);
    }

    [Fact]
    public async Task Costs_nothing_when_the_other_one_cannot_be_entered()
    {
        var people = await People(4);
        var group = await Group([Bob, .. people]);
        var full = await Start(people[0], group, "video", "0");
        foreach (var one in people[1..])
        {
            await Accept(one, full.Id, $"{one}");
        }

        var first = await Talk();

        await Refuses(Reason.Conflict, "call_full", Accept(Ann, full.Id, "anns"));

        Assert.Equal(CallStatus.Active, (await One(first)).Status);
    }

    [Fact]
    public async Task Is_of_no_use_with_nobody_else()
    {
        var notes = await Do((Chats chats) => chats.DirectAsync(Ann, Ann));

        await Refuses(Reason.Invalid, "nobody_to_call", Start(Ann, notes));

        Assert.Empty(await History(Ann));
    }
}
