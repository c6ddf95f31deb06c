namespace Messenger.Web;

/// <summary>Makes backups when they are due, and once a week looks whether the newest would do.</summary>
sealed class BackupWorker(Backups backups, BackupFolder folder, BackupSignal signal, AllSettings settings, TimeProvider time, ILogger<BackupWorker> log)
    : PeriodicWorker(TimeSpan.FromMinutes(5), time, log, signal)
{
    static readonly TimeSpan testedEvery = TimeSpan.FromDays(7), triedAgainAfter = TimeSpan.FromHours(1);

    protected override async Task LookAsync(CancellationToken stop)
    {
        // Two that are wanted at once would have one name.
        if (signal.TakeWish() || IsDue())
        {
            await MakeAsync(stop);
        }

        if (folder.List() is [var newest, ..] && IsOver(folder.GetState().TestedAt, testedEvery))
        {
            await TestAsync(newest, stop);
        }
    }

    bool IsDue() => IsOver(folder.FindNewest()?.MadeAt, TimeSpan.FromHours(settings.Backup.EveryHours)) && IsOver(folder.GetState().FailedAt, triedAgainAfter);

    bool IsOver(DateTimeOffset? since, TimeSpan length) => since is not { } at || folder.IsAhead(at) || Time.GetUtcNow() - at >= length;

    async Task MakeAsync(CancellationToken stop)
    {
        try
        {
            await backups.MakeAsync(folder.NewPath(Time.GetUtcNow()), stop);
            folder.SetState(folder.GetState() with { FailedAt = null, Failed = null });
            folder.Trim();
        }
        catch (Exception failure) when (IsTold(failure))
        {
            Log.LogError(failure, "No backup was made: {Why}", failure.Message);
            folder.SetState(folder.GetState() with { FailedAt = Time.GetUtcNow(), Failed = failure.Message });
        }
    }

    async Task TestAsync(BackupView newest, CancellationToken stop)
    {
        var result = folder.GetState() with { Tested = newest.Name, TestedAt = Time.GetUtcNow() };
        try
        {
            folder.SetState(result with { WasRestored = await backups.TestAsync(folder.PathOf(newest.Name), stop), Trouble = null });
        }
        catch (Exception failure) when (IsTold(failure))
        {
            Log.LogError(failure, "The backup {Name} would not do: {Why}", newest.Name, failure.Message);
            folder.SetState(result with { WasRestored = false, Trouble = failure.Message });
        }
    }

    // A stop is no failure, although a database may have ended a statement for it.
    static bool IsTold(Exception failure) => failure is not OperationCanceledException
        && (failure is BackupFailed or IOException or UnauthorizedAccessException || DatabaseUnavailable.Explains(failure) || FileStoreUnavailable.Explains(failure));
}
