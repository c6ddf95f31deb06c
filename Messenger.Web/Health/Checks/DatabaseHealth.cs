using System.Diagnostics;

namespace Messenger.Web;

/// <summary>Looks whether the database answers, takes writes and has the time we have.</summary>
sealed class DatabaseHealth(IDatabaseCheck database, AllSettings settings, TimeProvider time, Texts texts) : IHealthCheck
{
    // Leases and sessions are compared across nodes; from here on people would notice.
    static readonly TimeSpan apart = TimeSpan.FromSeconds(2), slow = TimeSpan.FromMilliseconds(200);

    public string Icon => "database";

    public string Name => texts["Database"];

    public async Task<HealthFinding> LookAsync(CancellationToken late)
    {
        var began = Stopwatch.GetTimestamp();
        if (!await database.TakesWritesAsync())
        {
            return new(HealthState.Broken, texts["It answers and takes no writes, so nothing can be sent. It may be a copy that only reads: look where ConnectionStrings:Postgres leads."]);
        }

        var took = Stopwatch.GetElapsedTime(began);
        var difference = await database.FindTimeAsync() - time.GetUtcNow() ?? TimeSpan.Zero;
        var (name, size) = (settings.Postgres is null ? "SQLite" : "PostgreSQL", FileDisplay.Size(await database.GetSizeAsync(), texts));
        return difference.Duration() > apart
            ? new(HealthState.Doubtful, texts["Its clock is {0} seconds from ours. Calls and sessions end at the wrong time: let both machines set their clocks by NTP.", $"{difference.TotalSeconds:0}"])
            : took > slow
            ? new(HealthState.Doubtful, texts["{0} takes writes, but only after {1} ms: look at its disk and at who else is busy there. It holds {2}.", name, (int)took.TotalMilliseconds, size])
            : new(HealthState.Well, texts["{0} answers within {1} ms and takes writes. It holds {2}.", name, Math.Max(1, (int)took.TotalMilliseconds), size]);
    }
}
