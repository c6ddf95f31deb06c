using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>
/// The figures that call pages told of their lines, for whoever watches this messenger: never whose, or in which call.
/// </summary>
public sealed class CallMetrics
{
    public const string MeterName = "Messenger.Calls";

    readonly Histogram<double> connecting, loss;
    readonly Counter<long> failures;

    public CallMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        connecting = meter.CreateHistogram<double>("messenger.call.connecting", "s", "From the page of a call to its first connection.");
        loss = meter.CreateHistogram<double>("messenger.call.loss", "1", "Share of packets that never came.");
        failures = meter.CreateCounter<long>("messenger.call.failures", "{failure}", "Connections that were given up.");
    }

    /// <param name="connected">None: there never was a connection.</param>
    public void Record(TimeSpan? connected, int failed, bool isRelayed, double lost)
    {
        var way = new KeyValuePair<string, object?>("way", isRelayed ? "relay" : "direct");
        if (connected is { } time)
        {
            connecting.Record(time.TotalSeconds, way);
            loss.Record(lost, way);
        }

        failures.Add(failed);
    }
}
