using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messenger.Tests;

/// <summary>A call that nobody ends, because the programs in it crashed or lost their line, does not block its chat for ever.</summary>
public sealed class CallsThatAreLeft : World
{
    static readonly TimeSpan moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task End_a_minute_after_the_last_one_in_them_went_and_not_before()
    {
        var call = await TalkAsync();
        Clock.Advance(TimeSpan.FromHours(1));
        await LookAsync();
        await DisconnectAsync(Ann);
        await LookAsync();
        await DisconnectAsync(Bob);
        await LookAsync();
        Clock.Advance(CallParticipants.Patience - moment);
        await LookAsync();
        Assert.Empty(Bus.Said);

        Clock.Advance(moment);
        await LookAsync();
        await LookAsync();

        Assert.Equal((call, Ann), (Said<CallEnded>().CallId, Said<CallEnded>().ById));
        await HeardBy(Said<CallEnded>(), Ann, Bob);
        Assert.Equal((CallStatus.Ended, Clock.Now()), (await LastAsync(), (await Do((Calls c) => c.HistoryAsync(Bob)))[0].EndedAt!.Value));
        await Do((Calls c) => c.StartAsync(Bob, Chat, "audio"));
    }

    [Fact]
    public async Task Go_on_when_somebody_comes_back_in_time()
    {
        await TalkAsync();
        Clock.Advance(TimeSpan.FromHours(1));
        await DisconnectAsync(Ann, Bob);
        await LookAsync();
        Clock.Advance(CallParticipants.Patience - moment);
        await ConnectAsync(Bob);
        await LookAsync();
        await DisconnectAsync(Bob);
        await LookAsync();
        Clock.Advance(CallParticipants.Patience - moment);

        await LookAsync();

        Assert.Empty(Bus.Said);
        Assert.Equal(CallStatus.Active, await LastAsync());
    }

    [Fact]
    public async Task End_in_a_group_though_members_are_here_who_were_never_in_it()
    {
        var group = await Group(Bob, Eve);
        await ConnectAsync(Ann, Bob, Eve);
        var call = await Do((Calls c) => c.StartAsync(Ann, group, "audio"));
        await Do((Calls c) => c.AcceptAsync(Bob, call.Id));
        Bus.Forget();
        await DisconnectAsync(Ann, Bob);
        await WaitAsync();

        await HeardBy(Said<CallEnded>(), Ann, Bob, Eve);
    }

    [Fact]
    public async Task Go_on_in_a_group_while_one_who_joined_is_here()
    {
        var group = await Group(Bob, Eve);
        await ConnectAsync(Ann, Bob, Eve);
        var call = await Do((Calls c) => c.StartAsync(Ann, group, "audio"));
        await Do((Calls c) => c.AcceptAsync(Bob, call.Id));
        await Do((Calls c) => c.AcceptAsync(Eve, call.Id));
        Bus.Forget();
        await DisconnectAsync(Ann, Bob);
        await WaitAsync();
        Assert.Empty(Bus.Said);

        // Whoever is removed from the chat is out of its calls too.
        await Do((Members m) => m.RemoveAsync(Ann, group, Eve));
        Bus.Forget();
        await WaitAsync();

        Assert.Equal(call.Id, Said<CallEnded>().CallId);
    }

    [Fact]
    public async Task End_after_a_restart_when_nobody_of_their_chat_comes_back()
    {
        var call = await TalkAsync();
        await using var restarted = new TestServices(Database);
        restarted.Clock.Advance(TimeSpan.FromDays(1));
        await LookAsync(restarted);
        restarted.Clock.Advance(CallParticipants.Patience - moment);
        await LookAsync(restarted);
        Assert.Empty(restarted.Bus.Said);

        restarted.Clock.Advance(moment);
        await LookAsync(restarted);

        Assert.Equal(call, Assert.Single(restarted.Bus.Said.OfType<CallEnded>()).CallId);
        Assert.Equal(CallStatus.Ended, await LastAsync());
    }

    [Fact]
    public async Task Go_on_after_a_restart_when_one_of_them_comes_back()
    {
        await TalkAsync();
        await using var restarted = new TestServices(Database);
        restarted.Clock.Advance(TimeSpan.FromDays(1));
        await LookAsync(restarted);
        await restarted.DoAsync((IPresence presence) => Done(() => presence.Connected(Bob, "again")));
        restarted.Clock.Advance(CallParticipants.Patience);

        await LookAsync(restarted);

        Assert.Equal(CallStatus.Active, await LastAsync());
    }

    [Fact]
    public async Task Are_not_those_that_only_ring()
    {
        await Do((Calls c) => c.StartAsync(Ann, Chat, "audio"));
        Bus.Forget();

        await WaitAsync();

        Assert.Empty(Bus.Said);
        Assert.Equal(CallStatus.Ringing, await LastAsync());
    }

    [Fact]
    public async Task Are_looked_for_again_and_again()
    {
        var call = await TalkAsync();
        await DisconnectAsync(Ann, Bob);

        await Do(async (IServiceProvider services) =>
        {
            using var looking = new StaleCallCleaner(
                services.GetRequiredService<ILookups>(), services.GetRequiredService<IServiceScopeFactory>(), Clock, NullLogger<StaleCallCleaner>.Instance);
            await looking.StartAsync(Cancelled);
            await Eventually.TrueAsync(() =>
            {
                Clock.Advance(TimeSpan.FromSeconds(2));
                return Bus.Said.OfType<CallEnded>().Any();
            });
            await looking.StopAsync(Cancelled);
            return true;
        });

        Assert.Equal(call, Said<CallEnded>().CallId);
    }

    /// <summary>Ann and Bob, in their chat.</summary>
    async Task<int> TalkAsync()
    {
        await ConnectAsync(Ann, Bob);
        var call = await Do((Calls c) => c.StartAsync(Ann, Chat, "audio"));
        await Do((Calls c) => c.AcceptAsync(Bob, call.Id));
        Bus.Forget();
        return call.Id;
    }

    /// <summary>Long enough, with looks on the way.</summary>
    async Task WaitAsync()
    {
        Clock.Advance(CallParticipants.Patience);
        await LookAsync();
        Clock.Advance(CallParticipants.Patience);
        await LookAsync();
    }

    Task LookAsync() => Do((Calls c) => c.EndAbandonedAsync());

    static Task LookAsync(TestServices testServices) => testServices.DoAsync(async (Calls c) =>
    {
        await c.EndAbandonedAsync();
        return true;
    });

    async Task<CallStatus> LastAsync() => (await Do((Calls c) => c.HistoryAsync(Ann)))[0].Status;

    Task ConnectAsync(params int[] people) => Do((IPresence presence) => Done(() => Array.ForEach(people, id => presence.Connected(id, $"of {id}"))));

    Task DisconnectAsync(params int[] people) => Do((IPresence presence) => Done(() => Array.ForEach(people, id => presence.Disconnected(id, $"of {id}"))));

    static Task<bool> Done(Action act)
    {
        act();
        return Task.FromResult(true);
    }
}
