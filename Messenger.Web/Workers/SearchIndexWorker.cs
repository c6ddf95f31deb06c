namespace Messenger.Web;

/// <summary>
/// Brings messages into the index soon after they were sent, and after an update those that were there before. While people send it takes no
/// more than a twentieth of the time, so that they hardly notice: with many of them it falls behind, and comes after them later.
/// </summary>
sealed class SearchIndexWorker(SearchIndexer indexer, ISearchIndex index, Leases leases, TimeProvider time, ILogger<SearchIndexWorker> log)
    : PeriodicWorker(TimeSpan.FromSeconds(2), time, log)
{
    /// <summary>The lease of who does it.</summary>
    public const string Indexing = "indexing messages";

    /// <summary>Whoever has it renews it with each batch.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    const int BusyRest = 19, QuietRest = 1;

    static readonly TimeSpan longestRest = TimeSpan.FromSeconds(5);

    // Once more after the last: on PostgreSQL one that was begun before may be committed after it.
    bool wasBehind = true;

    protected override async Task BeginAsync(CancellationToken stop)
    {
        try
        {
            await index.PrepareAsync();
        }
        catch (Exception failure) when (!DatabaseUnavailable.Explains(failure))
        {
            Log.LogWarning("There is no index of messages, so a search looks through the newest ones only: {Why}", failure.Message);
        }
    }

    protected override async Task LookAsync(CancellationToken stop)
    {
        var isBehind = await indexer.GetProgressAsync() is { Behind: > 0 } or { RebuiltId: not null };
        if (isBehind || wasBehind)
        {
            await AddAllAsync(stop);
        }

        wasBehind = isBehind;
    }

    async Task AddAllAsync(CancellationToken stop)
    {
        var (hasMore, before) = (true, 0);
        while (hasMore)
        {
            var (began, newest) = (Time.GetTimestamp(), (await indexer.GetProgressAsync()).NewestId);
            hasMore = await leases.TakeAsync(Indexing, Length) && await indexer.AddNextAsync();
            var rest = Time.GetElapsedTime(began) * (newest == before ? QuietRest : BusyRest);
            await Task.Delay(rest < longestRest ? rest : longestRest, Time, stop);
            before = newest;
        }
    }
}
