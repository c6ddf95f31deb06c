using System.Data.Common;

namespace Messenger.Domain;

/// <summary>Brings messages into the index after they were committed: no send waits for it, and what was there before the index was comes first.</summary>
public sealed class SearchIndexer(ILookups lookups, ISearchIndex index)
{
    // SQLite is written to meanwhile, and sends wait their turn: a few milliseconds.
    const int BatchLimit = 200;

    // From where it begins is said of both: PostgreSQL merges them, and reads all texts there are where only the messages have a beginning.
    static readonly string next = $"""
        SELECT m.id, m.chat_id, m.content FROM messages AS m
        WHERE m.id > $1 AND m.notice IS NULL AND NOT m.is_deleted
            AND NOT EXISTS (SELECT 1 FROM search_texts AS s WHERE s.message_id = m.id AND s.message_id > $1)
        ORDER BY m.id LIMIT {BatchLimit}
        """;

    static readonly string anew = next.Replace("m.id > $1", "m.id > $1 AND m.id <= $2");

    public Task<SearchProgress> GetProgressAsync() => SearchProgress.GetAsync(lookups);

    /// <summary>Adds some of those that are missing.</summary>
    /// <returns>Whether there are more.</returns>
    public async Task<bool> AddNextAsync()
    {
        var progress = await GetProgressAsync();
        var isRebuilding = progress.RebuiltId is { } rebuilt && await RebuildNextAsync(rebuilt, progress.LastId);
        if (progress.Behind == 0 && index.Unsettled == 0)
        {
            return isRebuilding;
        }

        var batch = await lookups.AllAloneAsync(next, Read, Math.Max(0, progress.LastId - index.Unsettled));
        var hasMore = batch.Count == BatchLimit;
        if (batch.Count > 0 || progress.Behind > 0)
        {
            await index.AddAsync(batch, hasMore ? batch[^1].MessageId : progress.NewestId);
        }

        return hasMore || isRebuilding;
    }

    // Read after they were taken out: what was edited meanwhile is read as it is now, or was quicker and is there.
    async Task<bool> RebuildNextAsync(int rebuilt, int lastId)
    {
        var from = Math.Max(0, rebuilt);
        var upTo = Math.Min(from + BatchLimit, lastId);
        // With the last piece goes whatever lies beyond: it was read before the index was emptied, and added after.
        await index.RemoveAsync(from + 1, upTo < lastId ? upTo : int.MaxValue);
        var batch = await lookups.AllAloneAsync(anew, Read, from, upTo);
        await index.AddAsync(batch, upTo);
        await index.MarkRebuiltAsync(rebuilt, upTo < lastId ? upTo : null);
        return upTo < lastId;
    }

    static SearchedText Read(DbDataReader row) => new(row.GetInt32(0), row.GetInt32(1), SearchText.Folded(row.GetString(2)));
}
