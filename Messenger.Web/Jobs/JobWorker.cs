namespace Messenger.Web;

/// <summary>
/// Does the jobs of one lane, one after the other: what was just committed here at once, what another node or a bad moment left
/// at the next look.
/// </summary>
sealed class JobWorker(
    IReadOnlyCollection<IJobHandler> handlers, JobSignal signal, ILookups lookups, IServiceScopeFactory scopes, IHostApplicationLifetime life,
    JobMetrics metrics, TimeProvider time, ILogger<JobWorker> log) : PeriodicWorker(TimeSpan.FromSeconds(15), time, log, signal)
{
    readonly Dictionary<string, IJobHandler> byKind =
        handlers.SelectMany(handler => handler.Kinds.Select(kind => (kind, handler))).ToDictionary(one => one.kind, one => one.handler);

    // Where links lead may be known only once we listen.
    protected override async Task BeginAsync(CancellationToken stop)
    {
        var listening = new TaskCompletionSource();
        await using var _ = life.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stop);
    }

    // What waits is done when it is due, and not at the next round.
    protected override async Task LookAsync(CancellationToken stop)
    {
        while (await Jobs.NextDueAsync(lookups, byKind.Keys) is { } due)
        {
            if (due > Time.Now())
            {
                LookAgainAt(due);
                return;
            }

            await DoOneAsync(stop);
        }
    }

    async Task DoOneAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<Jobs>();
        // Another worker may have been quicker.
        if (await jobs.ClaimAsync(byKind.Keys) is { } job && await TryAsync(job, stop))
        {
            await jobs.EndAsync(job.Id);
        }
    }

    /// <summary>Whether there is nothing left to do about it.</summary>
    async Task<bool> TryAsync(ClaimedJob job, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Jobs.Deadline);
        try
        {
            // Nor is one that hears of no deadline waited for.
            await byKind[job.Kind].DoAsync(job, deadline.Token).WaitAsync(deadline.Token);
            metrics.Tried(job.Kind, "done");
            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && (job.IsLastTry || failure is HopelessJob))
        {
            metrics.Tried(job.Kind, "given up");
            Log.LogError(failure, "Gave up job {Job}, {Kind}", job.Id, job.Kind);
            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            metrics.Tried(job.Kind, "failed");
            Log.LogWarning(failure, "Job {Job}, {Kind}, failed and will be tried again", job.Id, job.Kind);
            return false;
        }
    }
}
