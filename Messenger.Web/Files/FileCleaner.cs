using Messenger.Domain;

namespace Messenger.Web;

/// <summary>
/// Removes the bytes of deleted messages as soon as they are deleted, those of uploads that never became a message after a day, and
/// what a crash left. Doing it twice is safe: the rows go last.
/// </summary>
sealed class FileCleaner(OrphanSignal signal, ILookups lookups, IFileStore store, IServiceScopeFactory scopes, TimeProvider time, ILogger<FileCleaner> log)
    : PeriodicWorker(TimeSpan.FromHours(1), time, log, signal)
{
    // Said once of each; they are tried again with every sweep.
    readonly HashSet<Guid> stuck = [];

    // Bytes whose row was never written. Only a crash leaves them, so looking at the start is enough; younger ones may be on their way.
    protected override async Task BeginAsync(CancellationToken stop)
    {
        await foreach (var names in store.WrittenBeforeAsync(FilePlaces.Files, Time.GetUtcNow() - Files.Patience).Chunk(500).WithCancellation(stop))
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var key in await scope.ServiceProvider.GetRequiredService<OrphanedFiles>().UnknownAsync([.. names.Select(FilePlaces.KeyOf).OfType<Guid>().Distinct()]))
            {
                await TryDeleteAsync(key);
            }
        }
    }

    protected override async Task LookAsync(CancellationToken stop)
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
            foreach (var key in due)
            {
                if (await TryDeleteAsync(key))
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
