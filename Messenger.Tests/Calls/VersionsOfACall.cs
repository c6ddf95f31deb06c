using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What is told of a call may overtake itself or be lost: its version says what is newer, and that something is missing.</summary>
public sealed class VersionsOfACall : CallWorld
{
    [Fact]
    public async Task Grow_with_everything_that_is_shown()
    {
        var group = await Group(Bob, Eve);
        var call = await Start(Ann, group, party: "anns");
        await Accept(Bob, call.Id, "bobs");
        await Reject(Eve, call.Id);
        await Accept(Bob, call.Id, "his phone", takeOver: true);
        await Leave(Bob, call.Id);

        var told = Bus.Said.OfType<CallChanged>().Select(changed => changed.Call.Version).ToList();
        Assert.Equal(5, told.Count);
        Assert.Equal(told.Distinct().Order(), told);
        Assert.Equal(told[^1], (await One(call.Id)).Version);
    }

    [Fact]
    public async Task Are_answered_to_who_renews_and_stay_with_that()
    {
        var call = await Talk();
        var version = (await One(call)).Version;

        Assert.Equal(version, await Do((Calls c) => c.RenewAsync(Ann, call, "anns")));
        Assert.Equal(version, (await One(call)).Version);
        await Leave(Bob, call);
        Assert.Null(await Do((Calls c) => c.RenewAsync(Ann, call, "anns")));
    }
}
