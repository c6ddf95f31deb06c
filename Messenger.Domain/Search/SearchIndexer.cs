namespace Messenger.Domain;

/// <summary>Brings messages into the index after they were committed: no send waits for it, and what was there before the index was comes first.</summary>
public sealed class SearchIndexer(ILookups lookups, ISearchIndex index)
{
    // SQLite is written to meanwhile, and sends wait their turn: a few milliseconds.
    const int BatchLimit = 200;

    static readonly string next = $"""
        SELECT m.id, m.chat_id, m.content FROM messages AS m
        WHERE m.id > $1 AND m.notice IS NULL AND NOT m.is_deleted AND NOT EXISTS (SELECT 1 FROM search_texts AS s WHERE s.message_id = m.id)
        ORDER BY m.id LIMIT {BatchLimit}
        """;

    public Task<SearchProgress> GetProgressAsync() => SearchProgress.GetAsync(lookups);

    /// <summary>Adds some of those that are missing.</summary>
    /// <returns>Whether there are more.</returns>
    public async Task<bool> AddNextAsync()
    {
        var progress = await GetProgressAsync();
        if (progress.Behind == 0 && index.Unsettled == 0)
        {
            return false;
        }

        var batch = await lookups.AllAloneAsync(
            next, row => new SearchedText(row.GetInt32(0), row.GetInt32(1), SearchText.Folded(row.GetString(2))), Math.Max(0, progress.LastId - index.Unsettled));
        var hasMore = batch.Count == BatchLimit;
        if (batch.Count > 0 || progress.Behind > 0)
        {
            await index.AddAsync(batch, hasMore ? batch[^1].MessageId : progress.NewestId);
        }

        return hasMore;
    }
}
