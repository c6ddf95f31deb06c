using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>And what becomes of it.</summary>
public sealed class ACallThatRings : CallWorld
{
    [Fact]
    public async Task Is_answered_once_in_a_direct_chat()
    {
        var call = await Start(Ann);
        Bus.Forget();

        var answered = await Accept(Bob, call.Id);

        Assert.Equal((CallStatus.Active, null), (answered.Status, answered.EndedAt));
        Assert.Equal("bob", Said<CallAccepted>().By.Username);
        await HeardBy(Said<CallAccepted>(), Ann, Bob);
        await Refuses(Reason.Conflict, "answered_elsewhere", Accept(Bob, call.Id));
        await Refuses(Reason.Conflict, "call_over", Reject(Bob, call.Id));
    }

    [Fact]
    public async Task Is_joined_by_others_in_a_group()
    {
        var group = await Group(Bob, Eve);
        var call = await Start(Ann, group);
        await Accept(Bob, call.Id);
        Bus.Forget();

        await Accept(Eve, call.Id);

        await HeardBy(Said<CallAccepted>(), Ann, Eve);
        Assert.Equal(CallStatus.Active, (await History(Ann))[0].Status);
    }

    [Fact]
    public async Task Cannot_be_answered_or_rejected_by_who_calls()
    {
        var call = await Start(Ann);

        await Refuses(Reason.Conflict, "own_call", Accept(Ann, call.Id));
        await Refuses(Reason.Conflict, "own_call", Reject(Ann, call.Id));
    }

    [Fact]
    public async Task Is_over_when_rejected_in_a_direct_chat()
    {
        var call = await Start(Ann);
        Bus.Forget();
        Clock.Advance(TimeSpan.FromSeconds(5));

        var rejected = await Reject(Bob, call.Id);

        Assert.Equal((CallStatus.Rejected, call.StartedAt.AddSeconds(5)), (rejected.Status, rejected.EndedAt));
        await HeardBy(Said<CallRejected>(), Ann);
        await HeardBy(Said<CallEnded>(), Bob);
        await Refuses(Reason.Conflict, "call_over", Accept(Bob, call.Id));
        await Refuses(Reason.Conflict, "call_over", End(Ann, call.Id));
    }

    [Fact]
    public async Task Goes_on_ringing_for_the_others_when_rejected_in_a_group()
    {
        var group = await Group(Bob, Eve);
        var call = await Start(Ann, group);
        Bus.Forget();

        var rejected = await Reject(Bob, call.Id);

        Assert.Equal(CallStatus.Ringing, rejected.Status);
        await HeardBy(Said<CallRejected>(), Ann);
        await HeardBy(Said<CallEnded>(), Bob);
        Assert.Equal([(Ann, CallPresence.In), (Bob, CallPresence.Declined)], Presences(Said<CallChanged>().Call));
        await HeardBy(Said<CallChanged>(), Ann, Bob, Eve);
        Assert.Equal(CallStatus.Active, (await Accept(Eve, call.Id)).Status);
        Assert.Equal(CallStatus.Active, (await Reject(Bob, call.Id)).Status);
    }

    [Fact]
    public async Task Is_rejected_once_in_a_group_however_often_that_is_said()
    {
        var call = await Start(Ann, await Group(Bob, Eve));
        var version = (await Reject(Bob, call.Id)).Version;
        Bus.Forget();

        var again = await Reject(Bob, call.Id);

        Assert.Equal((CallStatus.Ringing, version), (again.Status, again.Version));
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Is_missed_when_who_calls_gives_up()
    {
        var call = await Start(Ann);
        await Refuses(Reason.Conflict, "call_over", End(Bob, call.Id));
        Bus.Forget();

        var given = await End(Ann, call.Id);

        Assert.Equal(CallStatus.Missed, given.Status);
        await HeardBy(Said<CallEnded>(), Ann, Bob);
    }

    [Theory]
    [InlineData(Ann)]
    [InlineData(Bob)]
    public async Task Is_ended_by_anybody_in_it_once(int who)
    {
        var call = await Start(Ann);
        await Accept(Bob, call.Id);
        Bus.Forget();

        var ended = await End(who, call.Id);

        Assert.Equal(CallStatus.Ended, ended.Status);
        Assert.NotNull(ended.EndedAt);
        Assert.Equal((call.Id, who), (Said<CallEnded>().CallId, Said<CallEnded>().ById));
        await HeardBy(Said<CallEnded>(), Ann, Bob);
        await Refuses(Reason.Conflict, "call_over", End(who, call.Id));
    }

    [Fact]
    public async Task That_two_answer_at_once_in_a_direct_chat_is_answered_by_one()
    {
        var call = await Start(Ann);

        var outcomes = await Outcomes(Enumerable.Range(0, 8).Select(_ => (Task)Accept(Bob, call.Id)));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(7, outcomes.Count(outcome => outcome == "answered_elsewhere"));
    }

    [Fact]
    public async Task That_nobody_answers_is_missed_after_45_seconds_and_not_before()
    {
        var call = await Start(Ann);
        Bus.Forget();
        Clock.Advance(Call.RingsFor - TimeSpan.FromMilliseconds(1));
        await EndStale();
        Assert.Empty(Bus.Said);

        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(EndStale(), EndStale());
        await EndStale();

        Assert.Equal((call.Id, Ann), (Said<CallEnded>().CallId, Said<CallEnded>().ById));
        await HeardBy(Said<CallEnded>(), Ann, Bob);
        Assert.Equal(CallStatus.Missed, (await History(Bob)).Single().Status);
        await Refuses(Reason.Conflict, "call_over", Accept(Bob, call.Id));
    }

    [Fact]
    public async Task That_was_answered_is_not_missed()
    {
        var call = await Start(Ann);
        Clock.Advance(Call.RingsFor - TimeSpan.FromSeconds(1));
        await Accept(Bob, call.Id);
        Clock.Advance(CallParticipant.Lease - TimeSpan.FromSeconds(1));

        await EndStale();

        Assert.Equal(CallStatus.Active, (await History(Ann)).Single().Status);
    }

    [Fact]
    public async Task Is_over_when_everybody_in_a_group_has_declined()
    {
        var group = await Group(Bob, Eve);
        var call = await Start(Ann, group);
        await Reject(Bob, call.Id);
        Bus.Forget();

        Assert.Equal(CallStatus.Rejected, (await Reject(Eve, call.Id)).Status);

        await HeardBy(Said<CallEnded>(), Ann, Bob, Eve);
    }

    [Fact]
    public async Task Is_missed_when_the_page_that_calls_is_closed()
    {
        var call = await Start(Ann, party: "page");
        await Close(Ann, call.Id, "page");
        Clock.Advance(CallParticipant.ClosingLease);

        await EndStale();

        Assert.Equal(CallStatus.Missed, (await One(call.Id)).Status);
    }
}
