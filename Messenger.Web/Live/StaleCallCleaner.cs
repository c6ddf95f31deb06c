using Messenger.Domain;

namespace Messenger.Web;

/// <summary>Ends the ringing of calls that nobody answers, and calls that nobody is in any more.</summary>
sealed class StaleCallCleaner(ILookups lookups, IServiceScopeFactory scopes, TimeProvider time, ILogger<StaleCallCleaner> log)
    : PeriodicWorker(TimeSpan.FromSeconds(2), time, log)
{
    protected override async Task LookAsync(CancellationToken stop)
    {
        if (await Calls.HasStaleAsync(lookups, Time.Now()))
        {
            await using var scope = scopes.CreateAsyncScope();
            var calls = scope.ServiceProvider.GetRequiredService<Calls>();
            await calls.ExpireRingingAsync();
            await calls.EndAbandonedAsync();
        }
    }
}
