using Messenger.Domain;

namespace Messenger.Tests;

public sealed class Signalling : CallWorld
{
    const string Offer = """{"type":"offer","offer":{"sdp":"v=0"}}""";

    [Fact]
    public async Task Reaches_the_other_as_it_came_while_it_rings_and_while_they_talk()
    {
        var call = await Start(Ann);
        Bus.Forget();

        await Send(Ann, Bob);
        Assert.Equal((Ann, "offer", Offer, call.Id), (Said<Signalled>().FromId, Said<Signalled>().Type, Said<Signalled>().Signal, Said<Signalled>().CallId));
        await HeardBy(Said<Signalled>(), Bob);

        await Send(Bob, Ann, """{"type":"answer"}""");
        await Accept(Bob, call.Id);
        await Send(Bob, Ann, """{"type":"ice-candidate"}""");
        await Send(Bob, Ann, """{"type":"restart"}""");
        Assert.Equal(4, Bus.Said.OfType<Signalled>().Count());
    }

    [Fact]
    public async Task Names_the_call_and_the_pages_it_is_between()
    {
        var call = await Talk();
        Bus.Forget();

        await Send(Ann, Bob, $$"""{"type":"offer","call_id":{{call}},"from_party":"anns","to_party":"bobs","generation":2}""");

        Assert.Equal((call, "anns", "bobs"), (Said<Signalled>().CallId, Said<Signalled>().FromParty, Said<Signalled>().ToParty));
        await Refuses(Reason.NotFound, Send(Ann, Bob, $$"""{"type":"offer","call_id":{{call + 1}}}"""));
    }

    [Fact]
    public async Task Needs_a_call_that_lives()
    {
        await Refuses(Reason.NotFound, Send(Ann, Bob));
        var call = await Start(Ann);
        await End(Ann, call.Id);
        await Refuses(Reason.NotFound, Send(Ann, Bob));
        Assert.Empty(Bus.Said.OfType<Signalled>());
    }

    [Fact]
    public async Task Is_for_those_in_the_same_call_only()
    {
        var group = await Group(Eve);
        await Start(Ann);
        await Start(Ann, group);

        await Refuses(Reason.NotFound, Send(Eve, Bob));
        await Refuses(Reason.NotFound, Send(Bob, Eve));
        await Refuses(Reason.NotFound, Send(Ann, Nobody));
        await Refuses(Reason.NotFound, Send(Ann, Ann));
        await Send(Eve, Ann);
    }

    [Fact]
    public async Task Is_not_between_two_who_are_only_rung()
    {
        var group = await Group(Bob, Eve);
        var call = (await Start(Ann, group)).Id;

        await Refuses(Reason.NotFound, Send(Bob, Eve));
        await Accept(Bob, call);
        await Send(Bob, Eve);
        await Send(Eve, Bob);
    }

    [Theory]
    [InlineData("declined")]
    [InlineData("left")]
    [InlineData("heard nothing for 45 seconds")]
    [InlineData("removed")]
    public async Task Is_nothing_to_who_has(string gone)
    {
        var group = await Group(Bob, Eve);
        var call = (await Start(Ann, group, party: "anns")).Id;
        await Accept(Bob, call, "bobs");
        await (gone switch
        {
            "declined" => Reject(Eve, call),
            "left" => LeaveAsync(),
            "removed" => Do((Members m) => m.RemoveAsync(Ann, group, Eve)),
            _ => WaitAsync(),
        });

        await Refuses(Reason.NotFound, Send(Eve, Ann));
        await Refuses(Reason.NotFound, Send(Ann, Eve));
        await Send(Ann, Bob);

        async Task LeaveAsync()
        {
            await Accept(Eve, call);
            await End(Eve, call);
        }

        async Task WaitAsync()
        {
            Clock.Advance(Call.RingsFor);
            await Renew(Ann, call, "anns");
            await Renew(Bob, call, "bobs");
        }
    }

    [Theory]
    [InlineData("""{}""", "signal_type")]
    [InlineData("""{"type":null}""", "signal_type")]
    [InlineData("""{"type":""}""", "signal_type")]
    [InlineData("""{"type":"Offer"}""", "signal_type")]
    [InlineData("""{"type":"hello"}""", "signal_type")]
    [InlineData("""{"type":7}""", "wrong_type")]
    [InlineData("""{"type":"\ud800"}""", "wrong_type")]
    [InlineData("""[]""", "wrong_type")]
    [InlineData("""offer""", "wrong_type")]
    [InlineData("", "wrong_type")]
    [InlineData("""{"type":"offer","call_id":"1"}""", "wrong_type")]
    [InlineData("""{"type":"offer","call_id":1.5}""", "wrong_type")]
    [InlineData("""{"type":"offer","to_party":1}""", "wrong_type")]
    [InlineData("""{"type":"offer","from_party":""}""", "party_odd")]
    [InlineData("""{"type":"offer","to_party":"a name that is longer than 36 characters"}""", "party_odd")]
    public async Task Has_one_of_three_types_and_says_where_it_belongs(string signal, string code)
    {
        await Start(Ann);

        await Refuses(Reason.Invalid, code, Send(Ann, Bob, signal));
    }

    [Fact]
    public async Task Holds_64_KiB_and_not_one_more()
    {
        await Start(Ann);
        const string Begin = """{"type":"offer","x":" """, End = "\"}";

        await Send(Ann, Bob, Begin + new string('x', CallSignals.Limit - Begin.Length - End.Length) + End);
        await Refuses(Reason.Invalid, "signal_too_long", Send(Ann, Bob, new string('x', CallSignals.Limit + 1)));
    }

    Task Send(int from, int to, string signal = Offer) => Do((CallSignals s) => s.SendAsync(from, to, signal));
}
