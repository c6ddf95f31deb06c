namespace Messenger.Web;

/// <summary>Looks whether messages are found by the index, and all of them.</summary>
sealed class SearchHealth(SearchIndexer indexer, ISearchIndex index, Texts texts) : IHealthCheck
{
    // As many as are looked through one by one beside the index.
    const int Few = 2000;

    public string Icon => "search";

    public string Name => texts["Message search"];

    public async Task<HealthFinding> LookAsync(CancellationToken late)
    {
        var progress = await indexer.GetProgressAsync();
        var behind = progress.Behind;
        return !await index.IsThereAsync()
            ? new(HealthState.Doubtful, texts["Only the newest messages are searched: PostgreSQL did not let us have its extension pg_trgm. Let its owner do CREATE EXTENSION pg_trgm, and start anew."])
            : !await index.HasAllLettersAsync()
            ? new(HealthState.Doubtful, texts["Words that are not English are searched slowly: the locale of the database is C. Make it anew with C.UTF-8 or another of UTF-8."])
            : progress.RebuiltPercent is { } percent
            ? new(HealthState.Well, texts["The index of messages is being made anew: {0} % so far. Messages are found meanwhile.", percent])
            : behind == 0
            ? new(HealthState.Well, texts["All messages are in the index."])
            : new(behind > Few ? HealthState.Doubtful : HealthState.Well,
                texts.Count("{0} message is not in the index yet; it gets there by itself.|{0} messages are not in the index yet; they get there by themselves.", behind));
    }
}
