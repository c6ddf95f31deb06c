using System.Diagnostics;

namespace Messenger.Web;

/// <summary>Tells what runs here, and since when: nothing that could be wrong, but the first thing anybody is asked.</summary>
sealed class BuildHealth(Build build, TimeProvider time, Texts texts) : IHealthCheck
{
    public string Icon => "settings";

    public string Name => texts["This node"];

    public Task<HealthFinding> LookAsync(CancellationToken late)
    {
        using var process = Process.GetCurrentProcess();
        var age = time.GetUtcNow() - process.StartTime;
        var what = texts["{0} runs build {1} on .NET {2} and takes {3} of memory.", Node.Name, build.Id, Environment.Version, FileDisplay.Size(process.WorkingSet64, texts)];
        var since = age.TotalMinutes < 1 ? texts["Started just now."]
            : age.TotalHours < 1 ? texts.Count("Started {0} minute ago.|Started {0} minutes ago.", (int)age.TotalMinutes)
            : age.TotalDays < 1 ? texts.Count("Started {0} hour ago.|Started {0} hours ago.", (int)age.TotalHours)
            : texts.Count("Started {0} day ago.|Started {0} days ago.", (int)age.TotalDays);
        return Task.FromResult(new HealthFinding(HealthState.Well, $"{what} {since}"));
    }
}
