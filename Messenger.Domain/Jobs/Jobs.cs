using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>A job that somebody has taken and is to do now.</summary>
/// <param name="IsLastTry">When this one fails, too, nothing more is to be hoped for.</param>
public sealed record ClaimedJob(int Id, string Kind, string Payload, DateTimeOffset CreatedAt, bool IsLastTry);

/// <summary>The jobs of a kind that wait: how many, and since when the first of them is due, or will be.</summary>
/// <param name="Failed">How many of them were tried in vain, and are tried again.</param>
public sealed record WaitingJobs(string Kind, long Count, DateTimeOffset FirstDueAt, long Failed);

/// <summary>Wakes those who do jobs: one was committed.</summary>
[PerProcess("Nothing: the other nodes look every 15 seconds.")]
public sealed class JobSignal : WakeSignal;

/// <summary>
/// The jobs that wait to be done. Taking one moves its due time to the next try, so no other node takes it meanwhile, and one
/// whose taker failed or died comes back by itself. Everybody names the kinds they can do: others are left to a newer node.
/// </summary>
public sealed class Jobs(MessengerDb db, TimeProvider time)
{
    /// <summary>As long as mail servers try (RFC 5321, 4.5.4.1, asks for four to five days; a link is stale long before).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>Whoever takes a job has to be done with it by then.</summary>
    public static readonly TimeSpan Deadline = Job.Pause(1) * 0.75;

    const int KindLimit = 20;

    /// <summary>When the next of these kinds is due, or was; null when there is none. Asked again and again, so past EF.</summary>
    public static async Task<DateTimeOffset?> NextDueAsync(ILookups lookups, IReadOnlyCollection<string> kinds) =>
        await lookups.AllAsync($"SELECT due_at FROM jobs WHERE kind IN ({Placeholders(kinds)}) ORDER BY due_at LIMIT 1", row => row.Time(0), [.. kinds]) is [var at, ..] ? at : null;

    /// <summary>Kinds of jobs that wait and are none of these.</summary>
    public static Task<List<string>> OtherKindsAsync(ILookups lookups, IReadOnlyCollection<string> kinds) =>
        lookups.AllAsync($"SELECT DISTINCT kind FROM jobs WHERE kind NOT IN ({Placeholders(kinds)}) LIMIT {KindLimit}", row => row.GetString(0), [.. kinds]);

    /// <summary>All that wait. A first try that is under way looks like one that failed, so it has until its deadline.</summary>
    public static async Task<IReadOnlyList<WaitingJobs>> WaitingAsync(ILookups lookups, DateTimeOffset now) => await lookups.AllAsync(
        "SELECT kind, COUNT(*), MIN(due_at), COUNT(CASE WHEN attempts > 1 OR attempts > 0 AND created_at < $1 THEN 1 END) FROM jobs GROUP BY kind",
        row => new WaitingJobs(row.GetString(0), row.GetInt64(1), row.Time(2), row.GetInt64(3)), now - Deadline);

    /// <summary>The one of these kinds that has waited longest, or null when none is due.</summary>
    public async Task<ClaimedJob?> ClaimAsync(IReadOnlyCollection<string> kinds)
    {
        var mine = kinds.ToList();
        while (true)
        {
            var now = time.Now();
            var job = await db.Jobs.AsNoTracking().Where(j => mine.Contains(j.Kind) && j.DueAt <= now).OrderBy(j => j.DueAt).FirstOrDefaultAsync();
            if (job is null)
            {
                return null;
            }

            var next = now + Job.Pause(job.Attempts + 1);
            if (await IsFirstAsync(job, next))
            {
                return new ClaimedJob(job.Id, job.Kind, job.Payload, job.CreatedAt, next - job.CreatedAt > Patience);
            }
        }
    }

    /// <summary>It is done, or given up.</summary>
    public Task EndAsync(int jobId) => db.WriteAsync(() => db.Jobs.Where(j => j.Id == jobId).ExecuteDeleteAsync());

    // Two nodes may have read the same row: the second finds that its due time has moved.
    async Task<bool> IsFirstAsync(Job job, DateTimeOffset next) => await db.WriteAsync(() =>
        db.Jobs.Where(j => j.Id == job.Id && j.DueAt == job.DueAt).ExecuteUpdateAsync(
            row => row.SetProperty(j => j.DueAt, next).SetProperty(j => j.Attempts, job.Attempts + 1))) == 1;

    static string Placeholders(IReadOnlyCollection<string> kinds) => string.Join(", ", Enumerable.Range(1, kinds.Count).Select(i => $"${i}"));
}
