using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Messenger.Web;

/// <summary>The writer of messages with a watch beside it: what a sender waits for, in the queue and for the disk.</summary>
sealed class MeteredWriter(IMessageWriter writer, IMeterFactory meters) : IMessageWriter
{
    public const string MeterName = "Messenger.Sends";

    readonly Histogram<double> duration = meters.Create(MeterName).CreateHistogram<double>("messenger.send.duration", "s", "From a message's being handed over to its being on disk, by what came of it.");

    public async Task<SendResult> SendAsync(OutgoingMessage outgoing)
    {
        var (began, outcome) = (Stopwatch.GetTimestamp(), "failed");
        try
        {
            var result = await writer.SendAsync(outgoing);
            outcome = result.ToString().ToLowerInvariant();
            return result;
        }
        finally
        {
            duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
