using System.Security.Cryptography;
using System.Text;

namespace Messenger.Domain;

/// <summary>A bucket of tries: how much of what may be tried is used up, counted by all nodes together.</summary>
public sealed class UsedTries
{
    /// <summary>A hash of what is counted: names that were typed and addresses are nobody's business.</summary>
    public required string Key { get; init; }

    /// <summary>When all would be given back, in milliseconds since 1970 by the clock of the database.</summary>
    public long FullAt { get; set; }
}

/// <summary>Buckets that several nodes take from, in the PostgreSQL that they share: a stranger who guesses at all of them has no more tries than at one.</summary>
public sealed class SharedTries(ILookups lookups)
{
    // In "excluded" is what an empty bucket would become, so it tells the time as well.
    const string Take = """
        WITH clock AS (SELECT CAST(EXTRACT(EPOCH FROM statement_timestamp()) * 1000 AS BIGINT) AS now),
        taken AS (
            INSERT INTO used_tries AS used (key, full_at) SELECT $1, now + $2 FROM clock
            ON CONFLICT (key) DO UPDATE SET full_at = GREATEST(used.full_at + $2, excluded.full_at)
            WHERE used.full_at + $2 <= excluded.full_at - $2 + $3
            RETURNING key)
        SELECT CASE WHEN EXISTS (SELECT 1 FROM taken) THEN 0
                    ELSE GREATEST(COALESCE((SELECT full_at FROM used_tries WHERE key = $1), now) + $2 - $3 - now, 1) END
        FROM clock
        """;

    const string Return = "UPDATE used_tries SET full_at = full_at - $2 WHERE key = $1 RETURNING full_at";

    const string Forget = "DELETE FROM used_tries WHERE full_at < CAST(EXTRACT(EPOCH FROM statement_timestamp()) * 1000 AS BIGINT) RETURNING full_at";

    const int TakesBetweenSweeps = 1000;

    int takes;

    /// <summary>Null when it was taken, or how long until it can be.</summary>
    /// <param name="what">What is counted, and for whom.</param>
    /// <param name="every">After which time one more may be tried, when all at once are used up.</param>
    public async Task<TimeSpan?> TakeAsync(string what, int atOnce, TimeSpan every)
    {
        if (Interlocked.Increment(ref takes) % TakesBetweenSweeps == 0)
        {
            await lookups.AllAloneAsync(Forget, row => row.GetInt64(0));
        }

        var one = (long)every.TotalMilliseconds;
        var wait = (await lookups.AllAloneAsync(Take, row => row.GetInt64(0), KeyOf(what), one, one * atOnce)).Single();
        return wait == 0 ? null : TimeSpan.FromMilliseconds(wait);
    }

    public Task GiveBackAsync(string what, TimeSpan every) => lookups.AllAloneAsync(Return, row => row.GetInt64(0), KeyOf(what), (long)every.TotalMilliseconds);

    static string KeyOf(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));
}
