using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>The figures of what became of jobs, mails and notifications among them, for whoever watches this messenger.</summary>
public sealed class JobMetrics
{
    public const string MeterName = "Messenger.Jobs";

    readonly Counter<long> done;

    public JobMetrics(IMeterFactory meters) => done = meters.Create(MeterName).CreateCounter<long>("messenger.jobs.tried", "{job}", "Jobs that were tried, by kind and by what came of it.");

    public void Tried(string kind, string outcome) => done.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));
}
