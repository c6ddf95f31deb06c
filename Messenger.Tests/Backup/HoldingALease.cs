using System.Data.Common;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What takes long keeps its lease through a while without the database, and loses it only to somebody else.</summary>
public sealed class HoldingALease : World
{
    const string Work = "work";

    static readonly TimeSpan step = TimeSpan.FromSeconds(10), length = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task It_is_renewed_again_when_the_database_is_back()
    {
        var (lookups, began) = (await LookupsAsync(), Clock.GetUtcNow());
        await using var held = await TakeAsync(lookups);
        lookups.IsAway = true;
        await Eventually.TrueAsync(() =>
        {
            Clock.Advance(step);
            return lookups.Failures > 1;
        }, () => "It is not tried again.");
        lookups.IsAway = false;

        await Eventually.TrueAsync(async () =>
        {
            Clock.Advance(step);
            return await UntilAsync() > began + length;
        }, () => "It is not renewed.");

        Assert.False(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task It_is_lost_when_it_ran_out_and_somebody_else_has_it()
    {
        var lookups = await LookupsAsync();
        await using var held = await TakeAsync(lookups);
        lookups.IsAway = true;
        Clock.Advance(length + step);
        Assert.True(await (await NodeAsync()).TakeAsync(Work, TimeSpan.FromHours(1)));
        lookups.IsAway = false;

        await Eventually.TrueAsync(() =>
        {
            Clock.Advance(step);
            return held.Lost.IsCancellationRequested;
        }, () => "It does not know.");
    }

    [Fact]
    public async Task It_is_given_back_or_runs_out()
    {
        var (lookups, other) = (await LookupsAsync(), await NodeAsync());
        await (await TakeAsync(lookups)).DisposeAsync();
        Assert.True(await other.TakeAsync(Work, length));
        await other.GiveBackAsync(Work);

        var held = await TakeAsync(lookups);
        lookups.IsAway = true;
        await held.DisposeAsync();

        Assert.False(await other.TakeAsync(Work, length));
        Clock.Advance(length);
        Assert.True(await other.TakeAsync(Work, length));
    }

    async Task<HeldLease> TakeAsync(ILookups lookups) => (await HeldLease.TakeAsync(new Leases(lookups, Clock, isAlone: false), Work, Clock))!;

    async Task<FailingLookups> LookupsAsync() => new(await Do((ILookups lookups) => Task.FromResult(lookups)));

    Task<Leases> NodeAsync() => Do((ILookups lookups) => Task.FromResult(new Leases(lookups, Clock, isAlone: false)));

    Task<DateTimeOffset> UntilAsync() => Do((MessengerDb db) => db.Leases.Where(lease => lease.Name == Work).Select(lease => lease.Until).SingleAsync(Cancelled));

    /// <summary>Those of a database that is away now and then.</summary>
    sealed class FailingLookups(ILookups lookups) : ILookups
    {
        int failures;

        public bool IsAway { get; set; }

        public int Failures => Volatile.Read(ref failures);

        public Task<bool> AreReadyAsync() => lookups.AreReadyAsync();

        public Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
        {
            if (IsAway)
            {
                Interlocked.Increment(ref failures);
                throw new TimeoutException();
            }

            return lookups.AllAsync(sql, read, parameters);
        }
    }
}
