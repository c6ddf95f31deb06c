namespace Messenger.Domain;

/// <summary>The estimate of what a shorter time of keeping would take away at once.</summary>
/// <param name="Messages">Lines of the system among them.</param>
/// <param name="Files">Those whose bytes go: what was forwarded since stays.</param>
/// <param name="Reports">Of these messages, which no admin has looked at.</param>
public sealed record ErasureEstimate(long Messages, long Files, long Bytes, long Reports)
{
    // As they are erased: in a chat numbers follow times and have no holes, so halving what is left leads to the first that stays in some twenty steps, however long the
    // chat is. Ids do not follow times where chats were brought here one after another.
    const string MessagesBefore = """
        SELECT CAST(COALESCE(SUM((
            WITH RECURSIVE halves(low, high) AS (
                SELECT c.first_sequence, c.last_sequence + 1
                UNION ALL
                SELECT CASE WHEN m.created_at < $1 THEN m.sequence + 1 ELSE halves.low END, CASE WHEN m.created_at < $1 THEN halves.high ELSE m.sequence END
                FROM halves JOIN messages AS m ON m.chat_id = c.id AND m.sequence = (halves.low + halves.high) / 2 WHERE halves.low < halves.high)
            SELECT MAX(low) FROM halves) - c.first_sequence), 0) AS BIGINT), COALESCE(MAX(c.id), 0)
        FROM (SELECT * FROM chats WHERE id > $2 ORDER BY id LIMIT 1000) AS c
        """;

    const string FilesBefore = """
        SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM (
            SELECT MIN(size) AS size FROM files WHERE message_id IS NOT NULL GROUP BY COALESCE(copy_of, key) HAVING MAX(created_at) < $1) AS old
        """;

    const string ReportsBefore = "SELECT COUNT(*) FROM reports JOIN messages AS m ON m.id = reports.message_id WHERE reports.done_at IS NULL AND m.created_at < $1";

    public static async Task<ErasureEstimate> GetAsync(ILookups lookups, DateTimeOffset before)
    {
        var count = await CountMessagesAsync(lookups, before);
        var (files, bytes) = (await lookups.AllAloneAsync(FilesBefore, row => (row.GetInt64(0), row.GetInt64(1)), before)).Single();
        return new ErasureEstimate(count, files, bytes, (await lookups.AllAloneAsync(ReportsBefore, row => row.GetInt64(0), before)).Single());
    }

    // Some chats at a time: no question takes longer than the database is waited for, however many there are.
    static async Task<long> CountMessagesAsync(ILookups lookups, DateTimeOffset before)
    {
        var count = 0L;
        for (var (more, last) = (0L, 0); ; count += more)
        {
            (more, last) = (await lookups.AllAloneAsync(MessagesBefore, row => (row.GetInt64(0), row.GetInt32(1)), before, last)).Single();
            if (last == 0)
            {
                return count;
            }
        }
    }
}
