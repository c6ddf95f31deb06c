using Messenger.Domain;

namespace Messenger.Web;

/// <summary>Ends the ringing of calls that nobody answers.</summary>
sealed class RingingCalls(Waiting waiting, IServiceScopeFactory scopes, TimeProvider time, ILogger<RingingCalls> log) : BackgroundService
{
    static readonly TimeSpan look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(look, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                if (await waiting.HasCallAsync())
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<Calls>().MissAsync();
                }
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "Could not end the ringing of unanswered calls");
            }
        }
    }
}
