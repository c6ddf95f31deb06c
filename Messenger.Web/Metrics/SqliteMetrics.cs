using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>The figures of the writer of the SQLite file: who waits for whom there, and how much one commit is shared.</summary>
sealed class SqliteMetrics
{
    readonly Histogram<double> wait, commit;
    readonly Histogram<int> batch;

    public SqliteMetrics(SqliteWriter writer, IMeterFactory meters)
    {
        var meter = meters.Create(SlowQueries.MeterName);
        wait = meter.CreateHistogram<double>("messenger.sqlite.wait", "s", "How long a write waited for its turn: sends, which share one, and all others, which do not.");
        commit = meter.CreateHistogram<double>("messenger.sqlite.commit", "s", "How long the sends of one turn took to be on disk.");
        batch = meter.CreateHistogram(
            "messenger.sqlite.batch", "{message}", "How many sends shared a turn.", tags: null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
        writer.SendWaited += time => Waited("send", time);
        writer.TurnWaited += time => Waited("other", time);
        writer.Committed += Committed;
    }

    void Waited(string kind, TimeSpan time) => wait.Record(time.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));

    void Committed(int sends, TimeSpan time)
    {
        commit.Record(time.TotalSeconds);
        batch.Record(sends);
    }
}
