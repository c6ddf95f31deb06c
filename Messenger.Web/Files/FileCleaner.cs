namespace Messenger.Web;

/// <summary>
/// Removes the bytes of deleted messages as soon as they are deleted, those of uploads that never became a message after a day, and
/// what a crash left. Doing it twice is safe: the rows go last.
/// </summary>
sealed class FileCleaner(OrphanSignal signal, ILookups lookups, Leases leases, IFileStore store, IServiceScopeFactory scopes, TimeProvider time, ILogger<FileCleaner> log)
    : PeriodicWorker(TimeSpan.FromHours(1), time, log, signal)
{
    const string Sweeping = "sweeping files";

    // For 500 files at a time, and between two sweeps of one node.
    static readonly TimeSpan length = TimeSpan.FromMinutes(10), between = TimeSpan.FromDays(1);

    // Said once of each; they are tried again with every sweep.
    readonly HashSet<Guid> stuck = [];

    DateTimeOffset nextSweep;

    protected override async Task LookAsync(CancellationToken stop)
    {
        await DeleteDueAsync();
        // All there is would be listed by each node that starts, so one does it at a time; the others are late by an hour.
        if (Time.GetUtcNow() >= nextSweep && await leases.TakeAsync(Sweeping, length))
        {
            await SweepAsync(stop);
            await leases.GiveBackAsync(Sweeping);
            nextSweep = Time.GetUtcNow() + between;
        }
    }

    // Bytes whose row was never written. A crash leaves them, or a bucket that was away; younger ones may be on their way.
    async Task SweepAsync(CancellationToken stop)
    {
        await foreach (var names in store.WrittenBeforeAsync(FilePlaces.Files, Time.GetUtcNow() - Files.Patience).Chunk(500).WithCancellation(stop))
        {
            await leases.TakeAsync(Sweeping, length);
            await using var scope = scopes.CreateAsyncScope();
            foreach (var key in await scope.ServiceProvider.GetRequiredService<OrphanedFiles>().UnknownAsync([.. names.Select(FilePlaces.KeyOf).OfType<Guid>().Distinct()]))
            {
                await TryDeleteAsync(key);
            }
        }
    }

    async Task DeleteDueAsync()
    {
        List<Guid> kept = [];
        while (await OrphanedFiles.HasDueAsync(lookups, Time.Now()))
        {
            await using var scope = scopes.CreateAsyncScope();
            var orphanedFiles = scope.ServiceProvider.GetRequiredService<OrphanedFiles>();
            if (await orphanedFiles.DueAsync(kept) is not { Count: > 0 } due)
            {
                return;
            }

            List<Guid> gone = [];
            var free = await orphanedFiles.FreeBytesAsync(due);
            foreach (var key in due)
            {
                if (!free.TryGetValue(key, out var bytes) || await TryDeleteAsync(bytes))
                {
                    gone.Add(key);
                }
            }

            await orphanedFiles.ForgetAsync(gone);
            kept.AddRange(due.Except(gone));
        }
    }

    /// <summary>One that the disk does not let go of keeps none of the others. A bucket that is away ends the sweep; there will be another.</summary>
    async Task<bool> TryDeleteAsync(Guid key)
    {
        try
        {
            await store.DeleteAsync(key);
            stuck.Remove(key);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (stuck.Add(key))
            {
                Log.LogError(failure, "Could not remove the bytes of file {Key}; later sweeps try again", key);
            }

            return false;
        }
    }
}
