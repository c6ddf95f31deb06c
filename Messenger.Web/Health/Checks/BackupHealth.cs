namespace Messenger.Web;

/// <summary>Looks how old the newest backup is, and whether it would do.</summary>
public sealed class BackupHealth(BackupFolder folder, AllSettings settings, TimeProvider time, Texts texts) : IHealthCheck
{
    public string Icon => "file";

    public string Name => texts["Backups"];

    public Task<HealthFinding> LookAsync(CancellationToken late) => Task.FromResult(Find());

    HealthFinding Find()
    {
        if (folder.Path is null)
        {
            return new(HealthState.Doubtful, texts["None are made by themselves: name a folder on another disk (Backup:Folder)."]);
        }

        var state = folder.GetState();
        var newest = folder.FindNewest();
        var age = newest is not null ? Age((int)(time.GetUtcNow() - newest.MadeAt).TotalHours)
            : folder.List() is [] ? texts["There is none yet."]
            : texts["Those that are there were made under a wrong clock."];
        var isOld = newest is null || time.GetUtcNow() - newest.MadeAt > 2 * TimeSpan.FromHours(settings.Backup.EveryHours);
        return state switch
        {
            { Failed: { } why } => new(isOld ? HealthState.Broken : HealthState.Doubtful, $"{age} {texts["The last one could not be made: {0}", why]}"),
            { Trouble: { } why } => new(HealthState.Broken, $"{age} {texts["The one that was tried would not do: {0}", why]}"),
            _ when isOld => new(newest is null ? HealthState.Unknown : HealthState.Broken, age),
            { TestedAt: null } => new(HealthState.Well, age),
            { WasRestored: false } => new(HealthState.Well, $"{age} {texts["Its bytes were compared; its database was not read back, because we may not make another (CREATEDB)."]}"),
            _ => new(HealthState.Well, $"{age} {texts["One was read back to try it, and nothing was missing."]}"),
        };
    }

    string Age(int hours) => hours == 0 ? texts["The newest is less than an hour old."] : hours < 48
        ? texts.Count("The newest is {0} hour old.|The newest is {0} hours old.", hours)
        : texts.Count("The newest is {0} day old.|The newest is {0} days old.", hours / 24);
}
