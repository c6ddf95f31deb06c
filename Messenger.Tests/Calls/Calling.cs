using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class Calling : World
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
    public async Task Is_answered_once_in_a_direct_chat()
    {
        var call = await Start(Ann);
        Bus.Forget();

        var answered = await Accept(Bob, call.Id);

        Assert.Equal((CallStatus.Active, null), (answered.Status, answered.EndedAt));
        Assert.Equal("bob", Said<CallAccepted>().By.Username);
        await HeardBy(Said<CallAccepted>(), Ann, Bob);
        await Refuses(Reason.Conflict, "call_over", Accept(Bob, call.Id));
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
        Assert.Empty(Bus.Said.OfType<CallEnded>());
        Assert.Equal(CallStatus.Active, (await Accept(Eve, call.Id)).Status);
        Assert.Equal(CallStatus.Active, (await Reject(Bob, call.Id)).Status);
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
    public async Task Answered_by_two_at_once_in_a_direct_chat_succeeds_for_one()
    {
        var call = await Start(Ann);

        var outcomes = await Outcomes(Enumerable.Range(0, 8).Select(_ => (Task)Accept(Bob, call.Id)));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(7, outcomes.Count(outcome => outcome == "call_over"));
    }

    [Fact]
    public async Task That_nobody_answers_is_missed_after_45_seconds_and_not_before()
    {
        var call = await Start(Ann);
        Bus.Forget();
        Clock.Advance(Call.RingsFor - TimeSpan.FromMilliseconds(1));
        await Do((Calls c) => c.MissAsync());
        Assert.Empty(Bus.Said);

        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Do((Calls c) => c.MissAsync());
        await Do((Calls c) => c.MissAsync());

        Assert.Equal((call.Id, Ann), (Said<CallEnded>().CallId, Said<CallEnded>().ById));
        await HeardBy(Said<CallEnded>(), Ann, Bob);
        Assert.Equal(CallStatus.Missed, (await History(Bob)).Single().Status);
        await Refuses(Reason.Conflict, "call_over", Accept(Bob, call.Id));
    }

    [Fact]
    public async Task That_was_answered_is_not_missed()
    {
        var call = await Start(Ann);
        await Accept(Bob, call.Id);
        Clock.Advance(TimeSpan.FromHours(1));

        await Do((Calls c) => c.MissAsync());

        Assert.Equal(CallStatus.Active, (await History(Ann)).Single().Status);
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

    Task<CallView> Start(int who, int chat = Chat, string? type = "audio") => Do((Calls c) => c.StartAsync(who, chat, type));

    Task<CallView> Accept(int who, int call) => Do((Calls c) => c.AcceptAsync(who, call));

    Task<CallView> Reject(int who, int call) => Do((Calls c) => c.RejectAsync(who, call));

    Task<CallView> End(int who, int call) => Do((Calls c) => c.EndAsync(who, call));

    Task<IReadOnlyList<CallView>> History(int who) => Do((Calls c) => c.HistoryAsync(who));
}
