using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>The figures of what the copy of the database takes off it.</summary>
sealed class ReplicaMetrics
{
    public ReplicaMetrics(Replica replica, IMeterFactory meters)
    {
        var pages = meters.Create(SlowQueries.MeterName).CreateCounter<long>("messenger.replica.pages", "{page}", "Old pages that the copy of the database was asked for, and whether it had them.");
        replica.Asked += result => pages.Add(1, new KeyValuePair<string, object?>("result", result));
    }
}
