using Messenger.Domain;

namespace Messenger.Tests;

public sealed class Signalling : World
{
    const string Offer = """{"type":"offer","offer":{"sdp":"v=0"}}""";

    [Fact]
    public async Task Reaches_the_other_unread_while_it_rings_and_while_they_talk()
    {
        var call = await Do((Calls c) => c.StartAsync(Ann, Chat, "audio"));
        Bus.Forget();

        await Send(Ann, Bob);
        Assert.Equal((Ann, "offer", Offer), (Said<Signalled>().FromId, Said<Signalled>().Type, Said<Signalled>().Signal));
        await HeardBy(Said<Signalled>(), Bob);

        await Do((Calls c) => c.AcceptAsync(Bob, call.Id));
        await Send(Bob, Ann, "ice-candidate");
        Assert.Equal(2, Bus.Said.OfType<Signalled>().Count());
    }

    [Fact]
    public async Task Needs_a_call_that_lives()
    {
        await Refuses(Reason.NotFound, Send(Ann, Bob));
        var call = await Do((Calls c) => c.StartAsync(Ann, Chat, "audio"));
        await Do((Calls c) => c.EndAsync(Ann, call.Id));
        await Refuses(Reason.NotFound, Send(Ann, Bob));
        Assert.Empty(Bus.Said.OfType<Signalled>());
    }

    [Fact]
    public async Task Is_for_those_in_the_same_call_only()
    {
        var group = await Group(Eve);
        await Do((Calls c) => c.StartAsync(Ann, Chat, "audio"));
        await Do((Calls c) => c.StartAsync(Ann, group, "audio"));

        await Refuses(Reason.NotFound, Send(Eve, Bob));
        await Refuses(Reason.NotFound, Send(Bob, Eve));
        await Refuses(Reason.NotFound, Send(Ann, Nobody));
        await Send(Eve, Ann);
    }

    [Fact]
    public async Task Ends_for_who_was_removed()
    {
        var group = await Group(Eve);
        await Do((Calls c) => c.StartAsync(Ann, group, "audio"));
        await Do((Members m) => m.RemoveAsync(Ann, group, Eve));

        await Refuses(Reason.NotFound, Send(Eve, Ann));
        await Refuses(Reason.NotFound, Send(Ann, Eve));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Offer")]
    [InlineData("hello")]
    public async Task Has_one_of_three_types(string? type)
    {
        await Do((Calls c) => c.StartAsync(Ann, Chat, "audio"));

        await Refuses(Reason.Invalid, "signal_type", Send(Ann, Bob, type));
    }

    [Fact]
    public async Task Holds_64_KiB_and_not_one_more()
    {
        await Do((Calls c) => c.StartAsync(Ann, Chat, "audio"));

        await Do((CallSignals s) => s.SendAsync(Ann, Bob, "offer", new string('x', CallSignals.Limit)));
        await Refuses(Reason.Invalid, "signal_too_long", Do((CallSignals s) => s.SendAsync(Ann, Bob, "offer", new string('x', CallSignals.Limit + 1))));
    }

    Task Send(int from, int to, string? type = "offer") => Do((CallSignals s) => s.SendAsync(from, to, type, Offer));
}
