using Messenger.Domain;

namespace Messenger.Web;

/// <summary>A loop that looks for something to do at the start, after each interval, and as soon as its signal wakes it.</summary>
abstract class PeriodicWorker(TimeSpan interval, TimeProvider time, ILogger log, WakeSignal? signal = null) : BackgroundService
{
    static readonly Task never = new TaskCompletionSource().Task;

    bool isFailing;

    protected TimeProvider Time => time;

    protected ILogger Log => log;

    /// <summary>What is done once, before the first look.</summary>
    protected virtual Task BeginAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>A failure ends this look only, and is logged where the one before did not fail, too.</summary>
    protected abstract Task LookAsync(CancellationToken stop);

    protected sealed override async Task ExecuteAsync(CancellationToken stop)
    {
        await TryAsync(BeginAsync, stop);
        while (!stop.IsCancellationRequested)
        {
            var (woken, began) = (signal?.Next ?? never, time.GetTimestamp());
            await TryAsync(LookAsync, stop);
            var left = interval - time.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
            {
                await woken.WaitAsync(left, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

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
