namespace Messenger.Web;

/// <summary>Renews the leases of programs whose lines are held open here, and ends calls that nobody answers or that are left, for all nodes.</summary>
sealed class CallWorker(ILookups lookups, Leases leases, RawSockets sockets, IServiceScopeFactory scopes, TimeProvider time, ILogger<CallWorker> log)
    : PeriodicWorker(TimeSpan.FromSeconds(2), time, log)
{
    /// <summary>The lease of the node that ends calls.</summary>
    public const string Ending = "ending calls";

    // Of looks, some: whoever is in a call then still has half of their time to say so to another node.
    static readonly TimeSpan length = CallParticipant.Lease / 3;

    /// <summary>
    /// Nobody could say that they are still there while no node listened, so they get their time anew. Where another node did, whoever is
    /// gone stays gone.
    /// </summary>
    protected override async Task BeginAsync(CancellationToken stop)
    {
        if (await CallLeases.HasAnyAsync(lookups, Time.Now()) && await leases.TakeAsync(Ending, length))
        {
            await scopes.WithAsync((CallLeases calls) => calls.RenewAllAsync());
        }
    }

    protected override async Task LookAsync(CancellationToken stop)
    {
        if (await CallLeases.HasAnyAsync(lookups, Time.Now()))
        {
            await RenewProgramsAsync();
            // Held while there are calls, so that a node that starts knows whether anybody listened.
            await leases.TakeAsync(Ending, length);
        }

        if ((await StaleCalls.FindAsync(lookups, Time.Now())).Count > 0 && await leases.TakeAsync(Ending, length))
        {
            await scopes.WithAsync((StaleCalls stale) => stale.EndAsync());
        }
    }

    async Task RenewProgramsAsync()
    {
        var programs = await CallLeases.FindProgramsAsync(lookups, Time.Now());
        if (programs.FindAll(id => sockets.Get(id).Length > 0) is { Count: > 0 } here)
        {
            await scopes.WithAsync((CallLeases calls) => calls.RenewProgramsAsync(here));
        }
    }
}
