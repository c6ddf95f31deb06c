using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>
/// The figures that are looked up when somebody asks for them, and not before: how
/// much is open here, how much waits, how much room is left.
/// </summary>
sealed class PolledMetrics
{
    public const string MeterName = "Messenger.House";

    readonly ILookups lookups;
    readonly TimeProvider time;
    IReadOnlyList<WaitingJobs> waiting = [];

    public PolledMetrics(
        IMeterFactory meters, RawSockets sockets, PageConnections pages, LiveStreams streams, DrainState draining, Build build, AllSettings settings, ILookups lookups, TimeProvider time)
    {
        (this.lookups, this.time) = (lookups, time);
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("messenger.lines.open", () => Open(sockets, pages, streams), "{line}", "What is open here: sockets of programs, lines of pages, pages that never end.");
        meter.CreateObservableGauge("messenger.jobs.waiting", () => waiting.Select(kind => By(kind, kind.Count)), "{job}", "Jobs that wait, of all nodes.");
        meter.CreateObservableGauge("messenger.jobs.late", () => waiting.Select(kind => By(kind, Late(kind))), "s", "How long the first of them has been due.");
        meter.CreateObservableGauge("messenger.disk.free", () => new DriveInfo(settings.Messenger.DataPath).AvailableFreeSpace, "By", "Room for what people send, and for the SQLite file.");
        meter.CreateObservableGauge("messenger.draining", () => draining.HasBegun ? 1 : 0, null, "1 once this node was asked to end.");
        meter.CreateObservableGauge("messenger.up", () => new Measurement<int>(1, new KeyValuePair<string, object?>("build", build.Id)), null, "Always 1; its label says which build runs.");
    }

    /// <summary>Before figures are read: an instrument cannot wait for the database.</summary>
    public async Task LookAsync()
    {
        try
        {
            waiting = await Jobs.WaitingAsync(lookups, time.Now());
        }
        catch (Exception away) when (DatabaseUnavailable.Explains(away))
        {
            // The figures that say so are to come all the same.
            waiting = [];
        }
    }

    static IEnumerable<Measurement<int>> Open(RawSockets sockets, PageConnections pages, LiveStreams streams) =>
    [
        new(sockets.All.Count(), new KeyValuePair<string, object?>("kind", "socket")),
        new(pages.All.Count(), new KeyValuePair<string, object?>("kind", "page")),
        new(streams.All.Count(), new KeyValuePair<string, object?>("kind", "endless")),
    ];

    static Measurement<double> By(WaitingJobs kind, double value) => new(value, new KeyValuePair<string, object?>("kind", kind.Kind));

    double Late(WaitingJobs kind) => Math.Max(0, (time.Now() - kind.FirstDueAt).TotalSeconds);
}
