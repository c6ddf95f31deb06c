namespace Messenger.Web;

/// <summary>Looks how much room is left in the data folder, and for how long that will do.</summary>
sealed class DiskHealth(AllSettings settings, ILookups lookups, TimeProvider time, Texts texts) : IHealthCheck
{
    const long Least = 1_000_000_000, Little = 5_000_000_000;

    // Files are nearly all that is kept, and the only thing whose growth anybody has written down.
    const int LookedBack = 30;

    public string Icon => "file";

    public string Name => texts["Disk"];

    public async Task<HealthFinding> LookAsync(CancellationToken late)
    {
        var free = new DriveInfo(settings.Messenger.DataPath).AvailableFreeSpace;
        var added = await Files.GetAddedAsync(lookups, time.GetUtcNow().AddDays(-LookedBack));
        var days = added == 0 ? int.MaxValue : (int)Math.Min(int.MaxValue, free / Math.Max(1, added / LookedBack));
        var room = texts["{0} free in the data folder.", FileDisplay.Size(free, texts)];
        return free < Least
            ? new(HealthState.Broken, $"{room} {texts["Make room: soon nothing can be sent."]}")
            : new(free < Little || days < LookedBack ? HealthState.Doubtful : HealthState.Well, $"{room} {LastsFor(added, days)}");
    }

    string LastsFor(long added, int days) =>
        added == 0 ? texts["No files were sent in the last 30 days."]
        : days > 365 * 2 ? texts["With files as in the last 30 days that is enough for years."]
        : texts.Count("With files as in the last 30 days that is enough for {0} day.|With files as in the last 30 days that is enough for {0} days.", days);
}
