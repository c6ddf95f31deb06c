using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Who hangs up leaves; a call is over when fewer than two are left.</summary>
public sealed class HangingUp : CallWorld
{
    [Fact]
    public async Task Ends_a_direct_call()
    {
        var call = await Talk();
        Bus.Forget();

        var left = await Leave(Bob, call, "bobs");

        Assert.Equal(CallStatus.Ended, left.Status);
        await HeardBy(Said<CallEnded>(), Ann, Bob);
        await Refuses(Reason.Conflict, "call_over", Leave(Ann, call));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaves_the_others_of_a_group_alone(bool isProgram)
    {
        var group = await Group(Bob, Eve);
        var call = (await Start(Ann, group)).Id;
        await Accept(Bob, call);
        await Accept(Eve, call);
        Bus.Forget();

        await (isProgram ? End(Ann, call) : Leave(Ann, call));

        Assert.Equal([(Ann, CallPresence.Left), (Bob, CallPresence.In), (Eve, CallPresence.In)], Presences(Said<CallChanged>().Call));
        Assert.Empty(Bus.Said.OfType<CallEnded>());
        await Refuses(Reason.Conflict, "not_in_call", End(Ann, call));
        await Refuses(Reason.Conflict, "not_in_call", Leave(Ann, call));

        Assert.Equal(CallPresence.In, (await Accept(Ann, call)).PresenceOf(Ann));
        await End(Ann, call);
        Assert.Equal(CallStatus.Ended, (await End(Bob, call)).Status);
    }

    [Fact]
    public async Task Is_not_for_who_never_joined()
    {
        var group = await Group(Bob, Eve);
        var call = (await Start(Ann, group)).Id;
        await Refuses(Reason.Conflict, "not_in_call", End(Bob, call));
        await Accept(Bob, call);

        await Refuses(Reason.Conflict, "not_in_call", End(Eve, call));
        await Refuses(Reason.Conflict, "not_in_call", Leave(Eve, call));

        Assert.Equal(CallStatus.Active, (await One(call)).Status);
    }

    [Fact]
    public async Task Before_anybody_answered_is_giving_up()
    {
        var group = await Group(Bob, Eve);

        Assert.Equal(CallStatus.Missed, (await Leave(Ann, (await Start(Ann, group, party: "page")).Id, "page")).Status);
        Assert.Equal(CallStatus.Missed, (await End(Ann, (await Start(Ann, group)).Id)).Status);
        Assert.Equal(CallStatus.Missed, (await Do(async (Calls c) => await c.EndForAllAsync(Ann, (await c.StartAsync(Ann, group, "audio")).Id))).Status);
    }

    [Fact]
    public async Task For_all_is_for_who_called()
    {
        var group = await Group(Bob, Eve);
        var call = (await Start(Bob, group)).Id;
        await Accept(Ann, call);
        await Accept(Eve, call);
        Bus.Forget();
        await Refuses(Reason.Forbidden, "not_caller", Do((Calls c) => c.EndForAllAsync(Ann, call)));

        var ended = await Do((Calls c) => c.EndForAllAsync(Bob, call));

        Assert.Equal(CallStatus.Ended, ended.Status);
        Assert.All(ended.Participants, one => Assert.Equal(CallPresence.Left, one.State));
        await HeardBy(Said<CallEnded>(), Ann, Bob, Eve);
    }

    [Theory]
    [InlineData("video", 4)]
    [InlineData("audio", 8)]
    public async Task Makes_room_where_a_call_was_full(string type, int limit)
    {
        var people = await People(limit);
        var group = await Group(people);
        var call = (await Start(Ann, group, type)).Id;
        foreach (var id in people[1..])
        {
            await Accept(id, call);
        }

        await Refuses(Reason.Conflict, "call_full", Accept(people[0], call));
        // Who is in it already takes no more room with another device.
        await Accept(people[1], call, "phone");
        await End(people[1], call);

        await Accept(people[0], call);
    }
}
