using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>A job that waits, without what it is about: that may be somebody's address.</summary>
/// <param name="IsFailed">It was tried in vain, and is tried again.</param>
public sealed record ManagedJob(int Id, string Kind, DateTimeOffset CreatedAt, DateTimeOffset DueAt, int Attempts, bool IsFailed);

/// <summary>A page of the jobs that wait, the oldest first.</summary>
/// <param name="After">Where the next page begins; null when there is none.</param>
public sealed record ManagedJobPage(IReadOnlyList<ManagedJob> Jobs, int? After);

/// <summary>
/// The verbs of an admin for jobs that wait: see them, and have those that fail tried at once, or give them up.
/// </summary>
public sealed class ManagedJobs(MessengerDb db, Audit audit, JobSignal signal, TimeProvider time)
{
    public const int PageLimit = 50;

    /// <param name="onlyFailed">Without those that were not tried yet.</param>
    /// <param name="after">Where the page before ended.</param>
    public async Task<ManagedJobPage> ListAsync(Actor me, bool onlyFailed = false, int after = 0)
    {
        await db.RequireAdminAsync(me);
        // A first try that is under way looks like one that failed.
        var tried = time.Now() - Jobs.Deadline;
        var found = await db.Jobs.AsNoTracking()
            .Where(job => job.Id > after && (!onlyFailed || job.Attempts > 1 || job.Attempts > 0 && job.CreatedAt < tried)).OrderBy(job => job.Id).Take(PageLimit + 1)
            .Select(job => new ManagedJob(job.Id, job.Kind, job.CreatedAt, job.DueAt, job.Attempts, job.Attempts > 1 || job.Attempts > 0 && job.CreatedAt < tried)).ToListAsync();
        return new ManagedJobPage([.. found.Take(PageLimit)], found.Count > PageLimit ? found[PageLimit - 1].Id : null);
    }

    /// <summary>It is due now.</summary>
    public async Task RetryAsync(Actor me, int jobId)
    {
        await db.ActAsync(me, async () =>
        {
            var job = await RequireAsync(jobId);
            job.DueAt = time.Now();
            audit.Add(me, AuditActs.RetriedJob, detail: Detail(job));
            return true;
        });
        signal.Wake();
    }

    /// <summary>What it was to do will not be done.</summary>
    public Task DropAsync(Actor me, int jobId) => db.ActAsync(me, async () =>
    {
        var job = await RequireAsync(jobId);
        db.Remove(job);
        audit.Add(me, AuditActs.DroppedJob, detail: Detail(job));
        return true;
    });

    static string Detail(Job job) => $"{job.Kind} {job.Id}";

    async Task<Job> RequireAsync(int jobId) => await db.Jobs.SingleOrDefaultAsync(job => job.Id == jobId)
        ?? throw new Refused(Reason.Conflict, "job_gone", "This job was done or dropped meanwhile.");
}
