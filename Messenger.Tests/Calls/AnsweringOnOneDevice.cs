using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>One device of a person is in a call; the others say so.</summary>
public sealed class AnsweringOnOneDevice : CallWorld
{
    [Fact]
    public async Task Is_refused_to_the_second_in_a_direct_chat()
    {
        var call = await Talk();
        Bus.Forget();

        await Refuses(Reason.Conflict, "answered_elsewhere", Accept(Bob, call, "his phone"));
        await Refuses(Reason.Conflict, "answered_elsewhere", Accept(Bob, call));
        await Refuses(Reason.Conflict, "answered_elsewhere", StartOrJoin(Bob, "his phone"));

        Assert.Empty(Bus.Said);
        Assert.True(await Renew(Bob, call, "bobs"));
    }

    [Fact]
    public async Task Can_be_taken_over_when_that_is_said()
    {
        var call = await Talk();
        Bus.Forget();

        var taken = await Accept(Bob, call, "his phone", takeOver: true);

        Assert.Equal([(Ann, "anns"), (Bob, "his phone")], taken.Participants.Select(one => (one.Person.Id, one.Party)));
        Assert.Equal("his phone", Said<CallChanged>().Call.Participants[1].Party);
        Assert.Equal((false, true), (await Renew(Bob, call, "bobs"), await Renew(Bob, call, "his phone")));
        // What the first one does when it notices takes nobody out.
        await Refuses(Reason.Conflict, "not_in_call", Leave(Bob, call, "bobs"));
        await Close(Bob, call, "bobs");
        Clock.Advance(CallParticipant.ClosingLease);
        await EndStale();
        Assert.Equal(CallStatus.Active, (await One(call)).Status);
    }

    [Fact]
    public async Task Again_with_the_same_page_changes_nothing()
    {
        var call = await Talk();
        Bus.Forget();

        await Accept(Bob, call, "bobs");
        await Accept(Ann, call, "anns");

        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Which_is_being_closed_or_has_been_silent_is_taken_over_without_a_word()
    {
        var call = await Talk();
        await Close(Bob, call, "bobs");

        Assert.Equal("after the reload", (await Accept(Bob, call, "after the reload")).Participants[1].Party);

        Clock.Advance(CallParticipant.Lease - CallParticipant.ClosingLease);
        Assert.Equal("and once more", (await Accept(Bob, call, "and once more")).Participants[1].Party);
    }

    [Fact]
    public async Task Is_the_newest_in_a_group()
    {
        var group = await Group(Bob);
        var call = await Start(Ann, group, party: "anns");
        await Accept(Bob, call.Id, "bobs");

        await Accept(Bob, call.Id, "his phone");

        Assert.Equal((false, true), (await Renew(Bob, call.Id, "bobs"), await Renew(Bob, call.Id, "his phone")));
        Assert.Equal([(Ann, CallPresence.In), (Bob, CallPresence.In)], Presences(await One(call.Id)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a name that is longer than 36 characters")]
    public async Task Is_named_in_a_few_letters(string party) => await Refuses(Reason.Invalid, "party_odd", Start(Ann, party: party));
}
