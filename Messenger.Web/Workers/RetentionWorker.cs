namespace Messenger.Web;

/// <summary>
/// Erases what is older than it is to be kept: at once when an admin says for how long, and then every hour. One node does it, a few messages at a time, and rests
/// between them, so that who sends hardly notices.
/// </summary>
sealed class RetentionWorker(LiveSettings settings, ILookups lookups, Leases leases, IServiceScopeFactory scopes, TimeProvider time, ILogger<RetentionWorker> log)
    : PeriodicWorker(TimeSpan.FromSeconds(5), time, log)
{
    /// <summary>The lease of the node that erases.</summary>
    public const string Erasing = "erasing what is old";

    // Four fifths of the time are for others.
    const int Rest = 4;

    // Whoever has it renews it with each batch.
    static readonly TimeSpan length = TimeSpan.FromMinutes(1), every = TimeSpan.FromHours(1), longestRest = TimeSpan.FromSeconds(5);

    (int Days, long At)? done;

    // To look whether there is anything to do costs nothing while nobody wants that.
    protected override async Task LookAsync(CancellationToken stop)
    {
        var began = Time.GetTimestamp();
        if (settings.Now.RetentionDays is not { } days)
        {
            done = null;
        }
        else if (done is not (var known, var at) || known != days || Time.GetElapsedTime(at) >= every)
        {
            done = await EraseAllAsync(days, stop) ? (days, began) : null;
        }
    }

    /// <summary>False when it is not to be gone on with here.</summary>
    async Task<bool> EraseAllAsync(int days, CancellationToken stop)
    {
        if (!await leases.TakeAsync(Erasing, length))
        {
            return false;
        }

        for (int? after = 0; after is { } last;)
        {
            (var chats, after) = await Retention.FindDueAsync(lookups, Before(days), last);
            foreach (var chat in chats)
            {
                if (!await EraseWhileAsync(days, () => scopes.WithAsync((Retention retention) => retention.EraseNextAsync(chat, Before(days))), stop))
                {
                    return false;
                }
            }
        }

        var isOver = await Retention.FindDueCallsAsync(lookups, Before(days)) is not { Count: > 0 } || await EraseWhileAsync(days, () => EraseCallsAsync(days), stop);
        await leases.GiveBackAsync(Erasing);
        return isOver;
    }

    async Task<bool> EraseWhileAsync(int days, Func<Task<bool>> eraseSome, CancellationToken stop)
    {
        for (var hasMore = true; hasMore;)
        {
            stop.ThrowIfCancellationRequested();
            // An admin may have thought better of it.
            if (settings.Now.RetentionDays != days || !await leases.TakeAsync(Erasing, length))
            {
                return false;
            }

            var began = Time.GetTimestamp();
            hasMore = await eraseSome();
            var rest = Time.GetElapsedTime(began) * Rest;
            await Task.Delay(rest < longestRest ? rest : longestRest, Time, stop);
        }

        return true;
    }

    async Task<bool> EraseCallsAsync(int days)
    {
        var calls = await Retention.FindDueCallsAsync(lookups, Before(days));
        if (calls.Count > 0)
        {
            await scopes.WithAsync((Retention retention) => retention.EraseCallsAsync(calls));
        }

        return calls.Count > 0;
    }

    // Of the moment, and not of when all this began: a clock that was ahead then may be right by now.
    DateTimeOffset Before(int days) => Time.GetUtcNow().AddDays(-days);
}
