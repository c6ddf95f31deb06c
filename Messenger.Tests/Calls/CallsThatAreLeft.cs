using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messenger.Tests;

/// <summary>A call that nobody ends, because the pages and programs in it are gone, does not block its chat for ever.</summary>
public sealed class CallsThatAreLeft : CallWorld
{
    static readonly TimeSpan moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task End_when_a_lease_is_over_and_not_before()
    {
        var call = await Talk();
        Clock.Advance(CallParticipant.Lease / 2);
        await Renew(Ann, call, "anns");
        Bus.Forget();
        Clock.Advance(CallParticipant.Lease / 2 - moment);
        await EndStale();
        Assert.Empty(Bus.Said);

        Clock.Advance(moment);
        await Task.WhenAll(EndStale(), EndStale());
        await EndStale();

        Assert.Equal((call, Ann), (Said<CallEnded>().CallId, Said<CallEnded>().ById));
        await HeardBy(Said<CallEnded>(), Ann, Bob);
        Assert.Equal((CallStatus.Ended, Clock.Now()), ((await One(call)).Status, (await One(call)).EndedAt!.Value));
        Assert.Equal([(Ann, CallPresence.Left), (Bob, CallPresence.Left)], Presences(await One(call)));
    }

    [Fact]
    public async Task Go_on_as_long_as_both_pages_say_that_they_are_there()
    {
        var call = await Talk();
        Bus.Forget();

        for (var i = 0; i < 20; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.True(await Renew(Ann, call, "anns") && await Renew(Bob, call, "bobs"));
            await EndStale();
        }

        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Are_those_of_a_page_that_was_closed_and_not_of_one_that_was_reloaded()
    {
        var call = await Talk();
        await Close(Bob, call, "bobs");
        Clock.Advance(CallParticipant.ClosingLease - moment);
        await EndStale();
        Assert.True(await Renew(Bob, call, "bobs"));
        Clock.Advance(CallParticipant.ClosingLease);
        await EndStale();
        Assert.Equal(CallStatus.Active, (await One(call)).Status);

        await Close(Bob, call, "another page of his");
        Clock.Advance(CallParticipant.ClosingLease);
        await EndStale();
        Assert.Equal(CallStatus.Active, (await One(call)).Status);

        await Close(Bob, call, "bobs");
        Clock.Advance(CallParticipant.ClosingLease);
        await EndStale();

        Assert.Equal(CallStatus.Ended, (await One(call)).Status);
        Assert.False(await Renew(Bob, call, "bobs"));
    }

    [Fact]
    public async Task Go_on_in_a_group_while_two_are_in_them()
    {
        var group = await Group(Bob, Eve);
        var call = await Start(Ann, group, party: "anns");
        await Accept(Bob, call.Id, "bobs");
        await Accept(Eve, call.Id, "eves");
        Bus.Forget();
        Clock.Advance(CallParticipant.Lease - moment);
        await Renew(Bob, call.Id, "bobs");
        await Renew(Eve, call.Id, "eves");
        Clock.Advance(moment);

        await EndStale();

        Assert.Equal([(Ann, CallPresence.Left), (Bob, CallPresence.In), (Eve, CallPresence.In)], Presences(Said<CallChanged>().Call));
        await HeardBy(Said<CallChanged>(), Ann, Bob, Eve);

        // Whoever is removed from the chat is out of its calls too.
        await Do((Members m) => m.RemoveAsync(Ann, group, Eve));
        Bus.Forget();
        await EndStale();

        Assert.Equal(call.Id, Said<CallEnded>().CallId);
        await HeardBy(Said<CallEnded>(), Ann, Bob);
    }

    [Fact]
    public async Task Go_on_while_the_lines_of_their_programs_are_open()
    {
        var call = await Start(Ann);
        await Accept(Bob, call.Id);
        var (sockets, bobs, later) = (new RawSockets(null!), Socket(Bob), Clock.Now() + TimeSpan.FromMinutes(2));
        sockets.Add(Socket(Ann));
        sockets.Add(bobs);
        Bus.Forget();
        await KeepAsync(sockets, async () => await RenewedAsync(Ann) > later && await RenewedAsync(Bob) > later);
        Assert.Empty(Bus.Said);

        sockets.Remove(bobs);
        await KeepAsync(sockets, () => Task.FromResult(Bus.Said.OfType<CallEnded>().Any()));

        Assert.Equal(call.Id, Said<CallEnded>().CallId);
        Assert.True(await RenewedAsync(Ann) > await RenewedAsync(Bob));
    }

    [Fact]
    public async Task Have_their_lease_anew_after_a_restart()
    {
        var call = await Talk();
        Clock.Advance(TimeSpan.FromDays(1));
        Bus.Forget();

        await KeepAsync(new RawSockets(null!), async () => await Renew(Bob, call, "bobs"));
        Assert.Empty(Bus.Said);

        await KeepAsync(new RawSockets(null!), () => Task.FromResult(Bus.Said.OfType<CallEnded>().Any()));
        Assert.Equal(call, Said<CallEnded>().CallId);
    }

    /// <summary>Ann's program holds a line of the node that starts, and is heard; of Bob nobody has heard.</summary>
    [Fact]
    public async Task Have_no_lease_anew_when_a_node_starts_beside_another()
    {
        var call = await Start(Ann);
        await Accept(Bob, call.Id);
        var (began, sockets) = (Clock.Now(), new RawSockets(null!));
        sockets.Add(Socket(Ann));
        Clock.Advance(CallParticipant.Lease / 2);
        Assert.True(await Do((ILookups lookups) => new Leases(lookups, Clock, isAlone: false).TakeAsync(CallWorker.Ending, CallParticipant.Lease)));

        await KeepAsync(sockets, async () => await RenewedAsync(Ann) > began, TimeSpan.Zero);

        Assert.Equal(began, await RenewedAsync(Bob));
    }

    /// <summary>As calls were kept before it was known who is in them.</summary>
    [Fact]
    public async Task Are_those_of_an_earlier_version()
    {
        var call = await Talk();
        await Do((MessengerDb db) => db.CallParticipants.ExecuteDeleteAsync());

        await EndStale();

        Assert.Equal(CallStatus.Ended, (await One(call)).Status);
    }

    [Fact]
    public async Task Are_not_those_that_only_ring()
    {
        var call = await Start(Ann);
        Bus.Forget();
        Clock.Advance(Call.RingsFor - moment);

        await EndStale();

        Assert.Empty(Bus.Said);
        Assert.Equal(CallStatus.Ringing, (await One(call.Id)).Status);
    }

    static RawSocket Socket(int who) => new(() => { }, who, Guid.NewGuid(), DateTimeOffset.UnixEpoch, isV2: false);

    /// <summary>A node runs until this is so.</summary>
    Task KeepAsync(RawSockets sockets, Func<Task<bool>> what, TimeSpan? step = null) => Do(async (IServiceProvider services) =>
    {
        using var worker = new CallWorker(
            services.GetRequiredService<ILookups>(), new Leases(services.GetRequiredService<ILookups>(), Clock, isAlone: false), sockets, services.GetRequiredService<IServiceScopeFactory>(), Clock, NullLogger<CallWorker>.Instance);
        await worker.StartAsync(Cancelled);
        await Eventually.TrueAsync(() =>
        {
            Clock.Advance(step ?? TimeSpan.FromSeconds(2));
            return what();
        });
        await worker.StopAsync(Cancelled);
    });

    Task<DateTimeOffset> RenewedAsync(int who) => Do((MessengerDb db) => db.CallParticipants.Where(one => one.UserId == who).Select(one => one.RenewedAt!.Value).SingleAsync());
}
