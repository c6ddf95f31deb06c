namespace Messenger.Domain;

/// <summary>Calls that nobody answers, and those that people have gone from without a word. Several nodes may end them at once.</summary>
public sealed class StaleCalls(CallChanges changes, ILookups lookups, TimeProvider time)
{
    // As Call.Settle has it.
    const string Stale = """
        SELECT DISTINCT live.chat_id FROM (
            SELECT c.chat_id, c.status, c.started_at,
                   (SELECT COUNT(*) FROM call_participants AS p WHERE p.call_id = c.id AND p.joined_at IS NOT NULL AND p.left_at IS NULL) AS inside,
                   (SELECT COUNT(*) FROM call_participants AS p WHERE p.call_id = c.id AND p.joined_at IS NOT NULL AND p.left_at IS NULL
                        AND (p.renewed_at > $2 OR c.status = 'ringing' AND p.party IS NULL)
                        AND EXISTS (SELECT 1 FROM chat_participants AS m WHERE m.chat_id = c.chat_id AND m.user_id = p.user_id)) AS held
            FROM calls AS c WHERE c.status IN ('ringing', 'active')) AS live
        WHERE live.held < live.inside OR live.status = 'active' AND live.held < 2 OR live.status = 'ringing' AND (live.inside = 0 OR live.started_at <= $1)
        LIMIT 100
        """;

    /// <summary>The chats that have some. Asked again and again, so past EF.</summary>
    public static Task<List<int>> FindAsync(ILookups lookups, DateTimeOffset now) =>
        lookups.AllAsync(Stale, row => row.GetInt32(0), now - Call.RingsFor, now - CallParticipant.Lease);

    public async Task EndAsync()
    {
        foreach (var chat in await FindAsync(lookups, time.Now()))
        {
            await changes.SettleAsync(chat);
        }
    }
}
