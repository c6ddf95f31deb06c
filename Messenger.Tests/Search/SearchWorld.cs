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

    /// <summary>Says something else as often, by the same person in the same chat: through the doors it would take minutes.</summary>
    protected Task RepeatAsync(MessageView message, int times, string text) => Do((MessengerDb db) => db.WriteAsync(async () =>
    {
        await db.Database.ExecuteSqlAsync($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times})
            INSERT INTO messages (chat_id, sender_id, content, message_type, is_edited, is_deleted, created_at, updated_at, sequence, revision)
            SELECT m.chat_id, m.sender_id, {text}, m.message_type, m.is_edited, m.is_deleted, m.created_at, m.updated_at, c.last_sequence + i, c.revision + i
            FROM messages AS m JOIN chats AS c ON c.id = m.chat_id, n WHERE m.id = {message.Id} ORDER BY i
            """);
        return await db.Database.ExecuteSqlAsync($"UPDATE chats SET last_sequence = last_sequence + {times}, revision = revision + {times} WHERE id = {message.ChatId}");
    }));

    protected Task<FoundMessages> FindAsync(int who, string typed, int? chat = null, int? before = null) =>
        Do((MessageSearch search) => search.FindAsync(who, typed, TimeZoneInfo.Utc, chat, before));

    /// <summary>What was found, the newest first.</summary>
    protected async Task<string[]> Texts(int who, string typed, int? chat = null) => [.. (await FindAsync(who, typed, chat)).Messages.Select(message => message.Text)];
}
