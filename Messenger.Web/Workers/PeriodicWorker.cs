namespace Messenger.Web;

/// <summary>A loop that looks for something to do at the start, after each interval, and as soon as its signal wakes it.</summary>
abstract class PeriodicWorker(TimeSpan interval, TimeProvider time, ILogger log, WakeSignal? signal = null) : BackgroundService
{
    static readonly Task never = new TaskCompletionSource().Task;

    bool isFailing;
    DateTimeOffset? next;

    protected TimeProvider Time => time;

    protected ILogger Log => log;

    /// <summary>What is done once, before the first look.</summary>
    protected virtual Task BeginAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>A failure ends this look only, and is logged where the one before did not fail, too.</summary>
    protected abstract Task LookAsync(CancellationToken stop);

    /// <summary>There will be something to do then, before the interval is over.</summary>
    protected void LookAgainAt(DateTimeOffset at) => next = at;

    protected sealed override async Task ExecuteAsync(CancellationToken stop)
    {
        await TryAsync(BeginAsync, stop);
        while (!stop.IsCancellationRequested)
        {
            var (woken, began) = (signal?.Next ?? never, time.GetTimestamp());
            next = null;
            await TryAsync(LookAsync, stop);
            var left = Shorter(interval - time.GetElapsedTime(began), next - time.GetUtcNow());
            if (left > TimeSpan.Zero)
            {
                await woken.WaitAsync(left, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    static TimeSpan Shorter(TimeSpan interval, TimeSpan? other) => other < interval ? other.Value : interval;

    async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            await work(stop);
            isFailing = false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            if (!isFailing)
            {
                log.LogWarning(failure, "{Worker} failed, and looks again within {Interval}", GetType().Name, interval);
            }

            isFailing = true;
        }
    }
}
