using System.Diagnostics.Metrics;
using StackExchange.Redis;

namespace Messenger.Web;

/// <summary>The figures that Redis gives of itself, for whoever watches. While it is away nothing is told of it.</summary>
sealed class RedisMetrics
{
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(500);

    readonly RedisLine line;
    RedisUse? use;

    public RedisMetrics(RedisLine line, IMeterFactory meters)
    {
        this.line = line;
        var meter = meters.Create(FleetMetrics.MeterName);
        meter.CreateObservableGauge("messenger.redis.memory", () => Told(use => new Measurement<long>(use.Memory)), "By", "What Redis holds.");
        meter.CreateObservableGauge("messenger.redis.memory.limit", () => Told(use => new Measurement<long>(use.MemoryLimit)), "By", "What it may hold; 0: as much as the machine has.");
        meter.CreateObservableCounter("messenger.redis.lookups", () => Told(use => By("hit", use.Hits), use => By("miss", use.Misses)), "{lookup}", "What anybody asked it for, by whether it had that.");
    }

    /// <summary>Before figures are read: an instrument cannot wait for Redis.</summary>
    public async Task LookAsync()
    {
        try
        {
            use = line.Up is { } up ? await up.GetUseAsync().WaitAsync(patience) : null;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // Or it does not let us ask.
            use = null;
        }
    }

    IEnumerable<Measurement<long>> Told(params Func<RedisUse, Measurement<long>>[] figures) => use is { } now ? figures.Select(figure => figure(now)) : [];

    static Measurement<long> By(string outcome, long count) => new(count, new KeyValuePair<string, object?>("outcome", outcome));
}
