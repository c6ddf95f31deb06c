namespace Messenger.Web;

/// <summary>Makes departures final when their time has come. Doing it twice is safe: what says that one is due goes last.</summary>
sealed class DepartureWorker(DepartureSignal signal, ILookups lookups, Leases leases, IServiceScopeFactory scopes, TimeProvider time, ILogger<DepartureWorker> log)
    : PeriodicWorker(TimeSpan.FromMinutes(1), time, log, signal)
{
    const string Leaving = "making departures final";

    // For one person; who said more than can be deleted in that time is gone on with by two nodes, which is safe.
    static readonly TimeSpan length = TimeSpan.FromMinutes(10);

    protected override async Task LookAsync(CancellationToken stop)
    {
        while (await Departures.HasDueAsync(lookups, Time.Now()) && await leases.TakeAsync(Leaving, length))
        {
            await FinishDueAsync(stop);
            await leases.GiveBackAsync(Leaving);
        }
    }

    async Task FinishDueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var departures = scope.ServiceProvider.GetRequiredService<Departures>();
        foreach (var userId in await departures.DueAsync())
        {
            stop.ThrowIfCancellationRequested();
            if (await departures.FinishAsync(userId) is { } departed)
            {
                // Where this does not come to pass the sweep finds a picture that no row names.
                await scope.ServiceProvider.GetRequiredService<Avatars>().ForgetAsync(departed.Avatar);
                Log.LogInformation("Account {User} is deleted", userId);
            }
        }
    }
}
