using Messenger.Domain;

namespace Messenger.Web;

/// <summary>Renews the leases of programs whose lines are held open here, and ends calls that nobody answers or that are left.</summary>
sealed class CallKeeper(ILookups lookups, RawSockets sockets, IServiceScopeFactory scopes, TimeProvider time, ILogger<CallKeeper> log)
    : PeriodicWorker(TimeSpan.FromSeconds(2), time, log)
{
    protected override async Task BeginAsync(CancellationToken stop)
    {
        if (await CallLeases.HasAnyAsync(lookups, Time.Now()))
        {
            await WithAsync((CallLeases leases) => leases.RenewAllAsync());
        }
    }

    protected override async Task LookAsync(CancellationToken stop)
    {
        var programs = await CallLeases.FindProgramsAsync(lookups, Time.Now());
        if (programs.FindAll(id => sockets.Of(id).Length > 0) is { Count: > 0 } here)
        {
            await WithAsync((CallLeases leases) => leases.RenewProgramsAsync(here));
        }

        if ((await StaleCalls.FindAsync(lookups, Time.Now())).Count > 0)
        {
            await WithAsync((StaleCalls stale) => stale.EndAsync());
        }
    }

    async Task WithAsync<TVerbs>(Func<TVerbs, Task> verb)
        where TVerbs : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        await verb(scope.ServiceProvider.GetRequiredService<TVerbs>());
    }
}
