using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Somebody who is in a call is told of another one without ringing, and who calls is told that.</summary>
public sealed class BeingBusy : CallWorld
{
    [Fact]
    public async Task Is_told_to_both()
    {
        var eves = await Do((Chats chats) => chats.DirectAsync(Eve, Bob));
        await Talk();
        Bus.Forget();

        var call = await Start(Eve, eves);

        Assert.Equal([(Eve, CallPresence.In), (Bob, CallPresence.Busy)], Presences(call));
        Assert.True(call.RingsFor(Bob, Clock.Now()));
        Assert.True(Said<CallStarted>().IsQuiet);
        await HeardBy(Said<CallStarted>(), Bob);
    }

    [Fact]
    public async Task Rings_for_the_others_of_a_group()
    {
        var people = await People(1);
        var group = await Group([Bob, Eve, .. people]);
        await Talk();
        Bus.Forget();

        await Start(Eve, group);

        await HeardBy(Bus.Said.OfType<CallStarted>().Single(said => !said.IsQuiet), people);
        await HeardBy(Bus.Said.OfType<CallStarted>().Single(said => said.IsQuiet), Ann, Bob);
    }

    [Fact]
    public async Task Can_still_be_answered()
    {
        var eves = await Do((Chats chats) => chats.DirectAsync(Eve, Bob));
        await Talk();
        var call = await Start(Eve, eves);

        Assert.Equal([(Eve, CallPresence.In), (Bob, CallPresence.In)], Presences(await Accept(Bob, call.Id, "bobs")));
    }

    /// <summary>Whoever calls anew has ended the call before, and is not to be shown quietly for it.</summary>
    [Fact]
    public async Task Is_nobody_by_the_call_that_the_new_one_ends()
    {
        var call = await Talk();
        await Close(Ann, call, "anns");
        Bus.Forget();

        var next = await Start(Bob);

        Assert.Equal(call, Said<CallEnded>().CallId);
        Assert.False(Said<CallStarted>().IsQuiet);
        Assert.Equal([(Bob, CallPresence.In)], Presences(next));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_with_the_call(bool isSilent)
    {
        var eves = await Do((Chats chats) => chats.DirectAsync(Eve, Bob));
        var call = await Talk();
        Clock.Advance(CallParticipant.Lease);
        if (!isSilent)
        {
            await Renew(Ann, call, "anns");
            await Renew(Bob, call, "bobs");
            await End(Bob, call);
        }

        Bus.Forget();
        await Start(Eve, eves);

        Assert.False(Said<CallStarted>().IsQuiet);
    }
}
