using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>The times that requests took, in milliseconds, and what they cost the server.</summary>
public sealed class LoadResult
{
    List<double> reads = [], writes = [];
    TimeSpan time;
    TimeSpan? processor;

    /// <summary>The results of several connections that worked side by side.</summary>
    /// <param name="processor">What the server's process took meanwhile, where that is known.</param>
    public static LoadResult Of(IReadOnlyList<LoadResult> parts, TimeSpan time, TimeSpan? processor) => new()
    {
        reads = [.. parts.SelectMany(part => part.reads).Order()],
        writes = [.. parts.SelectMany(part => part.writes).Order()],
        time = time,
        processor = processor,
    };

    public Task TimeReadAsync(Func<Task> askAsync) => TimeAsync(reads, askAsync);

    public Task TimeWriteAsync(Func<Task> sendAsync) => TimeAsync(writes, sendAsync);

    public override string ToString()
    {
        var count = reads.Count + writes.Count;
        var cost = processor is { } spent ? $"{spent.TotalMilliseconds / Math.Max(1, count):0.00} ms CPU each" : "CPU unknown";
        var sent = writes.Count == 0 ? "no messages" : $"{writes.Count:N0} of {count:N0} were messages ({Percentiles(writes)})";
        return $"{count / time.TotalSeconds:N0} requests/s ({cost}; pages {Percentiles(reads)}; {sent})";
    }

    static string Percentiles(List<double> times) => $"p50 {Bench.Percentile(times, 0.5):0.0} ms, p99 {Bench.Percentile(times, 0.99):0.0} ms";

    static async Task TimeAsync(List<double> times, Func<Task> workAsync)
    {
        var before = Stopwatch.GetTimestamp();
        await workAsync();
        times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
    }
}
