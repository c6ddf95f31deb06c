using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>How a message may be found: not in the index yet, in it and looked through, or by it, as in chats that are too long for that.</summary>
public enum IndexedAs
{
    NotYet,
    LookedThrough,
    ByIndex,
}

/// <summary>Where messages are looked for.</summary>
public abstract class SearchWorld : World
{
    // More than are looked through where there is an index.
    const int Long = 6000;

    protected async Task GoesAsync(IndexedAs indexed)
    {
        if (indexed != IndexedAs.NotYet)
        {
            await IndexAsync();
        }

        if (indexed == IndexedAs.ByIndex)
        {
            await LengthenAsync(Long);
        }
    }

    protected async Task IndexAsync()
    {
        while (await Do((SearchIndexer indexer) => indexer.AddNextAsync()))
        {
            // There are more.
        }
    }

    /// <summary>All chats count as so much longer: nothing was said there.</summary>
    protected Task LengthenAsync(int by) => Do((MessengerDb db) => db.WriteAsync(() => db.Database.ExecuteSqlAsync($"UPDATE chats SET last_sequence = last_sequence + {by}")));

    protected Task<FoundMessages> FindAsync(int who, string typed, int? chat = null, int? before = null) =>
        Do((MessageSearch search) => search.FindAsync(who, typed, TimeZoneInfo.Utc, chat, before));

    /// <summary>What was found, the newest first.</summary>
    protected async Task<string[]> Texts(int who, string typed, int? chat = null) => [.. (await FindAsync(who, typed, chat)).Messages.Select(message => message.Text)];
}
