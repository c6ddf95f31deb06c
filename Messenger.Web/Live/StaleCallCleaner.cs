using Messenger.Domain;

namespace Messenger.Web;

/// <summary>Ends the ringing of calls that nobody answers, and calls that nobody is in any more.</summary>
sealed class StaleCallCleaner(DueChecks dueChecks, IServiceScopeFactory scopes, TimeProvider time, ILogger<StaleCallCleaner> log) : BackgroundService
{
    static readonly TimeSpan look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(look, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                if (await dueChecks.HasCallAsync())
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var calls = scope.ServiceProvider.GetRequiredService<Calls>();
                    await calls.ExpireRingingAsync();
                    await calls.EndAbandonedAsync();
                }
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "Could not end calls that are unanswered or left");
            }
        }
    }
}
