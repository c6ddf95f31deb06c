namespace Messenger.Web;

/// <summary>Says, once of each kind, that there are jobs nobody here can do. They are left as they are: a newer node may know them.</summary>
sealed class UnknownJobReporter(IEnumerable<IJobHandler> handlers, JobSignal signal, ILookups lookups, TimeProvider time, ILogger<UnknownJobReporter> log)
    : PeriodicWorker(TimeSpan.FromMinutes(1), time, log, signal)
{
    readonly HashSet<string> known = [.. handlers.SelectMany(handler => handler.Kinds)];

    protected override async Task LookAsync(CancellationToken stop)
    {
        foreach (var kind in await Jobs.OtherKindsAsync(lookups, known))
        {
            known.Add(kind);
            Log.LogWarning("There are jobs of the kind {Kind}, which this version cannot do; they wait for a node that can", kind);
        }
    }
}
