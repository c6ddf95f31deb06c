using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>
/// Hears the meters of the framework, of Npgsql and our own, and adds up what they measure, for <c>/metrics</c>. There is none unless an
/// address is set for it, and instruments that nobody hears measure nothing.
/// </summary>
[PerProcess("Nothing: each node has its own figures at an address of its own; whoever watches adds them up.")]
sealed class MetricsListener : IDisposable
{
    // As many labels as one instrument may have values of. More would be a label that has no place here.
    const int SeriesLimit = 1000;

    /// <summary>Those that are not ours.</summary>
    public static readonly IReadOnlyList<string> Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "System.Runtime", "Npgsql"];

    // Seconds, where an instrument does not say what it expects.
    static readonly double[] usual = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, Series>> all = new();
    readonly MeterListener listener = new();
    readonly Lock gate = new();

    public MetricsListener(IMeterFactory ours)
    {
        listener.InstrumentPublished = (instrument, mine) =>
        {
            // Those of another host in this process are not ours.
            if (IsHeard(instrument.Meter.Name) && (instrument.Meter.Scope is null || instrument.Meter.Scope == ours))
            {
                mine.EnableMeasurementEvents(instrument, all.GetOrAdd(instrument, _ => new()));
            }
        };
        listener.SetMeasurementEventCallback<double>(Hear);
        listener.SetMeasurementEventCallback<float>((instrument, value, tags, state) => Hear(instrument, value, tags, state));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Hear(instrument, value, tags, state));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Hear(instrument, value, tags, state));
        listener.Start();
    }

    public void Write(TextWriter text)
    {
        lock (gate)
        {
            // What is not told any more is not so any more: of a queue that is empty, or a Redis that is away, nothing is said.
            foreach (var told in all.Where(one => one.Key.IsObservable))
            {
                told.Value.Clear();
            }

            listener.RecordObservableInstruments();
            WriteAll(text);
        }
    }

    public void Dispose() => listener.Dispose();

    void WriteAll(TextWriter text)
    {
        foreach (var same in all.GroupBy(one => MetricNames.Of(one.Key)).OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            text.Write($"# HELP {same.Key} {same.First().Key.Description?.ReplaceLineEndings(" ")}\n# TYPE {same.Key} {MetricNames.KindOf(same.First().Key)}\n");
            foreach (var series in same.SelectMany(one => one.Value.Values).OrderBy(series => series.Labels, StringComparer.Ordinal))
            {
                series.Write(same.Key, text);
            }
        }
    }

    static bool IsHeard(string meter) => meter.StartsWith("Messenger.") || Meters.Contains(meter);

    static void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var series = (ConcurrentDictionary<string, Series>)state!;
        var labels = MetricLabels.Of(tags);
        if (!series.TryGetValue(labels, out var one))
        {
            if (series.Count >= SeriesLimit)
            {
                return;
            }

            one = series.GetOrAdd(labels, _ => new Series(labels, BoundsOf(instrument)));
        }

        if (instrument.IsObservable || instrument is Gauge<double> or Gauge<long> or Gauge<int>)
        {
            one.Set(value);
        }
        else
        {
            one.Add(value);
        }
    }

    static double[]? BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> histogram => [.. histogram.Advice?.HistogramBucketBoundaries ?? usual],
        Histogram<long> histogram => [.. histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound) ?? usual],
        Histogram<int> histogram => [.. histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound) ?? usual],
        _ => null,
    };
}
