using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>The figures of the line between nodes, for whoever watches this messenger.</summary>
public sealed class FleetMetrics
{
    public const string MeterName = "Messenger.Fleet";

    readonly Meter meter;
    readonly Counter<long> sent, dropped, caughtUp;

    public FleetMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        sent = meter.CreateCounter<long>("messenger.fleet.sent", "{message}", "What other nodes were told through Redis.");
        dropped = meter.CreateCounter<long>("messenger.fleet.dropped", "{message}", "What could not be told to other nodes, which look it up.");
        caughtUp = meter.CreateCounter<long>("messenger.fleet.caught_up", "{event}", "What was found in the database because nobody had told of it.");
    }

    public void Send() => sent.Add(1);

    public void Drop() => dropped.Add(1);

    public void CatchUp() => caughtUp.Add(1);

    public void Watch(Func<bool> isUp, Func<int> waiting)
    {
        meter.CreateObservableGauge("messenger.fleet.up", () => isUp() ? 1 : 0, description: "1 while Redis passes on what nodes tell each other.");
        meter.CreateObservableGauge("messenger.fleet.waiting", waiting, "{message}", "What waits to be told to other nodes.");
    }
}
