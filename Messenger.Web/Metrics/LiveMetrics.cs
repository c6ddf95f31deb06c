using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>
/// The figures of how what happens gets to people, for whoever watches this messenger: how often and how late, never to whom.
/// </summary>
public sealed class LiveMetrics
{
    public const string MeterName = "Messenger.Live";

    readonly Counter<long> events, ended;
    readonly Histogram<double> lag;

    public LiveMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        events = meter.CreateCounter<long>("messenger.events", "{event}", "What this node told those who are connected to it, by kind.");
        lag = meter.CreateHistogram<double>("messenger.delivery.lag", "s", "From a message's time to its being told here.");
        ended = meter.CreateCounter<long>("messenger.sockets.ended", "{socket}", "Sockets of programs that ended, by reason.");
    }

    public void Told(Event happened, DateTimeOffset now)
    {
        if (events.Enabled)
        {
            events.Add(1, new KeyValuePair<string, object?>("kind", happened.GetType().Name));
            if (happened is MessagePosted { Message: var message })
            {
                lag.Record(Math.Max(0, (now - message.At).TotalSeconds));
            }
        }
    }

    public void Ended(string reason) => ended.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
