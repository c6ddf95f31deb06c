namespace Messenger.Domain;

/// <summary>What a shorter time of keeping would take away at once.</summary>
/// <param name="Messages">Lines of the system among them; no more than <see cref="Limit"/> are counted.</param>
/// <param name="Files">Those whose bytes go: what was forwarded since stays.</param>
/// <param name="Reports">Of these messages, which no admin has looked at.</param>
public sealed record ErasureEstimate(long Messages, long Files, long Bytes, long Reports)
{
    public const int Limit = 100_000;

    // Ids follow times, so where the younger ones begin is found by halves, and nobody counts those.
    const string First = "SELECT m.id, m.created_at FROM messages AS m WHERE m.id >= $1 ORDER BY m.id LIMIT 1", Last = "SELECT COALESCE(MAX(id), 0) FROM messages";

    static readonly string messages = $"SELECT COUNT(*) FROM (SELECT 1 FROM messages WHERE id < $1 AND created_at < $2 LIMIT {Limit + 1}) AS old";

    const string FilesBefore = """
        SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM (
            SELECT MIN(size) AS size FROM files WHERE message_id IS NOT NULL GROUP BY COALESCE(copy_of, key) HAVING MAX(created_at) < $1) AS old
        """;

    const string ReportsBefore = "SELECT COUNT(*) FROM reports JOIN messages AS m ON m.id = reports.message_id WHERE reports.done_at IS NULL AND m.created_at < $1";

    public bool HasMore => Messages > Limit;

    public static async Task<ErasureEstimate> GetAsync(ILookups lookups, DateTimeOffset before)
    {
        var younger = await FindAsync(lookups, before);
        var count = (await lookups.AllAloneAsync(messages, row => row.GetInt64(0), younger, before)).Single();
        var (files, bytes) = (await lookups.AllAloneAsync(FilesBefore, row => (row.GetInt64(0), row.GetInt64(1)), before)).Single();
        return new ErasureEstimate(count, files, bytes, (await lookups.AllAloneAsync(ReportsBefore, row => row.GetInt64(0), before)).Single());
    }

    /// <summary>The first id from which on messages are younger.</summary>
    static async Task<int> FindAsync(ILookups lookups, DateTimeOffset before)
    {
        var (from, to) = (1, (await lookups.AllAsync(Last, row => row.GetInt32(0))).Single() + 1);
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            var (id, at) = (await lookups.AllAsync(First, row => (row.GetInt32(0), row.Time(1)), middle)).SingleOrDefault();
            (from, to) = id > 0 && at < before ? (id + 1, to) : (from, middle);
        }

        return from;
    }
}
