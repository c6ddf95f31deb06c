using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>
/// The figures of what push services answered, for whoever watches this messenger: by service, and never to whom.
/// </summary>
public sealed class PushMetrics
{
    public const string MeterName = "Messenger.Push";

    readonly Counter<long> pushes;

    public PushMetrics(IMeterFactory meters) =>
        pushes = meters.Create(MeterName).CreateCounter<long>("messenger.push.requests", "{request}", "Notifications handed to push services.");

    public void Record(string service, PushOutcome outcome) =>
        pushes.Add(1, new KeyValuePair<string, object?>("service", service), new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));
}
