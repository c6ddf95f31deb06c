namespace Messenger.Web;

/// <summary>
/// Removes the bytes of deleted messages as soon as they are deleted, those of uploads that never became a message after a day, and
/// what a crash left; also pictures of people and groups that stayed when they were replaced. Doing it twice is safe: the rows go last.
/// </summary>
sealed class FileCleaner(OrphanSignal signal, ILookups lookups, Leases leases, IFileStore store, IServiceScopeFactory scopes, TimeProvider time, ILogger<FileCleaner> log)
    : PeriodicWorker(TimeSpan.FromHours(1), time, log, signal)
{
    const string Sweeping = "sweeping files";

    // For 500 files at a time, and between two sweeps of one node.
    static readonly TimeSpan length = TimeSpan.FromMinutes(10), between = TimeSpan.FromDays(1);

    // Said once of each; they are tried again with every sweep.
    readonly HashSet<Guid> stuck = [];

    // When this node last swept, which no clock that is set moves.
    long? swept;

    protected override async Task LookAsync(CancellationToken stop)
    {
        await DeleteDueAsync();
        // All there is would be listed by each node that starts, so one does it at a time; the others are late by an hour. While a backup is made pictures stay, so it comes after that.
        if ((swept is not { } at || Time.GetElapsedTime(at) >= between) && !await leases.IsTakenAsync(Leases.Backup) && await leases.TakeAsync(Sweeping, length))
        {
            await SweepAsync(FilePlaces.Files, (orphanedFiles, keys) => orphanedFiles.UnknownAsync(keys), stop);
            await SweepAsync(FilePlaces.Avatars, FindUnknownAvatarsAsync, stop);
            await leases.GiveBackAsync(Sweeping);
            // One that was begun meanwhile may have kept some.
            swept = await leases.IsTakenAsync(Leases.Backup) ? null : Time.GetTimestamp();
        }
    }

    // Bytes that no row names, under whatever name. A crash leaves them, a backup, or a bucket that was away; younger ones may be on their way.
    async Task SweepAsync(string folder, Func<OrphanedFiles, IReadOnlyCollection<Guid>, Task<IReadOnlyList<Guid>>> findUnknown, CancellationToken stop)
    {
        await foreach (var names in store.WrittenBeforeAsync(folder, Time.GetUtcNow() - Files.Patience).Chunk(500).WithCancellation(stop))
        {
            await leases.TakeAsync(Sweeping, length);
            await using var scope = scopes.CreateAsyncScope();
            var orphanedFiles = scope.ServiceProvider.GetRequiredService<OrphanedFiles>();
            var unknown = (await findUnknown(orphanedFiles, [.. names.Select(FilePlaces.KeyOf).OfType<Guid>().Distinct()])).ToHashSet();
            foreach (var name in names)
            {
                if (FilePlaces.KeyOf(name) is { } key && unknown.Contains(key))
                {
                    await TryDeleteAsync(key, () => store.DeleteAsync(name));
                }
            }
        }
    }

    static async Task<IReadOnlyList<Guid>> FindUnknownAvatarsAsync(OrphanedFiles orphanedFiles, IReadOnlyCollection<Guid> keys) =>
        [.. (await orphanedFiles.UnknownAvatarsAsync([.. keys.Select(Avatars.AddressOf)])).Select(Avatars.KeyOf).OfType<Guid>()];

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
                if (!free.TryGetValue(key, out var bytes) || await TryDeleteAsync(bytes, () => store.DeleteAsync(bytes)))
                {
                    gone.Add(key);
                }
            }

            await orphanedFiles.ForgetAsync(gone);
            kept.AddRange(due.Except(gone));
        }
    }

    /// <summary>One that the disk does not let go of keeps none of the others. A bucket that is away ends the sweep; there will be another.</summary>
    async Task<bool> TryDeleteAsync(Guid key, Func<Task> delete)
    {
        try
        {
            await delete();
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
