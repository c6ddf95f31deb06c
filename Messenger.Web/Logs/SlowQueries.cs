using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>Tells the log which statements took long, whether they went by EF or past it: the statement, and never what was put into it.</summary>
public sealed class SlowQueries(ILogger<SlowQueries> log, IMeterFactory meters)
{
    public const string MeterName = "Messenger.Database";

    const int Shown = 500;

    static readonly TimeSpan slow = TimeSpan.FromMilliseconds(200);

    readonly Histogram<double> lookups = meters.Create(MeterName).CreateHistogram<double>("messenger.lookup.duration", "s", "What is asked past EF, with the wait for a connection.");

    public void Looked(string sql, long began)
    {
        var took = Stopwatch.GetElapsedTime(began);
        lookups.Record(took.TotalSeconds);
        Took(sql, took);
    }

    public void Took(string sql, TimeSpan took)
    {
        if (took > slow)
        {
            var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            log.LogWarning("A statement took {Milliseconds} ms: {Statement}", (long)took.TotalMilliseconds, line.Length > Shown ? line[..Shown] + "…" : line);
        }
    }
}
