using System.Data.Common;

namespace Messenger.Domain;

/// <summary>
/// A copy of the database that follows it, for what is old and much: pages far back in a chat. Who may read, and how far the chat is, the
/// database has said before; each question names that revision, and the version of how people are shown, so a page of the copy is never older. Where the copy is behind or away, or
/// is a copy of something else, it gives nothing, and the database is asked itself.
/// </summary>
/// <param name="copy">Its rows.</param>
public sealed class Replica(ILookups copy, TimeProvider time)
{
    // So late may a page be for a copy that hangs, and then not again for a while.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(1), rest = TimeSpan.FromSeconds(5);

    static readonly MessageRows.Query range = new("""
        m.chat_id = $1 AND m.sequence >= $2 AND m.sequence <= $3
            AND EXISTS (SELECT 1 FROM chats, installation WHERE chats.id = $1 AND chats.revision >= $4 AND installation.epoch = $5 AND installation.people_version >= $6)
        """);

    long restsUntil;

    /// <summary>It was asked for a page: whether it had it ("read"), was "behind", or "away".</summary>
    public event Action<string>? Asked;

    /// <summary>The messages from a sequence to another; null when the database is to be asked.</summary>
    internal async Task<IReadOnlyList<MessageView>?> ReadAsync(ChatState state, int chatId, int first, int last)
    {
        if (time.GetTimestamp() < Volatile.Read(ref restsUntil))
        {
            return null;
        }

        try
        {
            var page = await range.ReadAsync(copy, chatId, first, last, state.Revision, state.Epoch, state.PeopleVersion).WaitAsync(patience, time);
            // Numbers have no holes.
            var isWhole = page.Count == last - first + 1;
            Asked?.Invoke(isWhole ? "read" : "behind");
            return isWhole ? page : null;
        }
        catch (Exception failure) when (failure is DbException or TimeoutException)
        {
            Volatile.Write(ref restsUntil, time.GetTimestamp() + (long)(rest.TotalSeconds * time.TimestampFrequency));
            Asked?.Invoke("away");
            return null;
        }
    }

    /// <summary>How many bytes of the database's log it has not taken in yet; null when it is no copy but one that takes writes itself.</summary>
    /// <exception cref="DbException">One of them is away.</exception>
    public async Task<long?> GetDelayAsync(ILookups database)
    {
        var at = await copy.AllAloneAsync("SELECT COALESCE(pg_last_wal_replay_lsn()::text, '') FROM pg_is_in_recovery() AS is_copy WHERE is_copy", row => row.GetString(0));
        return at is not [{ Length: > 0 } position] ? null
            : (await database.AllAloneAsync("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn)::bigint", row => row.GetInt64(0), position)).Single();
    }
}
