using Messenger.Domain;

namespace Messenger.Web;

/// <summary>
/// Removes the bytes of deleted messages as soon as they are deleted, those of uploads that never became a message after a day, and
/// what a crash left. Doing it twice is safe: the rows go last.
/// </summary>
sealed class FileCleaner(Broom broom, DueChecks dueChecks, DiskFiles disk, IServiceScopeFactory scopes, TimeProvider time, ILogger<FileCleaner> log) : BackgroundService
{
    static readonly TimeSpan look = TimeSpan.FromHours(1);

    // Said once of each; they are tried again with every sweep.
    readonly HashSet<Guid> stuck = [];

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await Task.Yield();
        await TryAsync(SweepStraysAsync);
        while (!stop.IsCancellationRequested)
        {
            await TryAsync(SweepAsync);
            await broom.RestAsync(look, stop);
        }
    }

    async Task TryAsync(Func<Task> sweep)
    {
        try
        {
            await sweep();
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Could not remove the bytes of files that are gone; trying again within an hour");
        }
    }

    async Task SweepAsync()
    {
        List<Guid> kept = [];
        while (await dueChecks.HasLeftoverAsync())
        {
            await using var scope = scopes.CreateAsyncScope();
            var orphanedFiles = scope.ServiceProvider.GetRequiredService<OrphanedFiles>();
            if (await orphanedFiles.DueAsync(kept) is not { Count: > 0 } due)
            {
                return;
            }

            var gone = due.Where(TryDelete).ToList();
            await orphanedFiles.ForgetAsync(gone);
            kept.AddRange(due.Except(gone));
        }
    }

    // Bytes whose row was never written. Only a crash leaves them, so looking at the start is enough; younger ones may be on their way.
    async Task SweepStraysAsync()
    {
        foreach (var some in disk.WrittenBefore(time.GetUtcNow() - Files.Patience).Chunk(500))
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var key in await scope.ServiceProvider.GetRequiredService<OrphanedFiles>().UnknownAsync(some))
            {
                TryDelete(key);
            }
        }
    }

    /// <summary>One that the disk does not let go of keeps none of the others.</summary>
    bool TryDelete(Guid key)
    {
        try
        {
            disk.Delete(key);
            stuck.Remove(key);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (stuck.Add(key))
            {
                log.LogError(failure, "Could not remove the bytes of file {Key}; later sweeps try again", key);
            }

            return false;
        }
    }
}
