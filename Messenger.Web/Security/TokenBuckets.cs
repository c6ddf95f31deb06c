namespace Messenger.Web;

/// <summary>A bucket of permits for each key, which fills again with time. The framework's own cannot take back what was not used up.</summary>
sealed class TokenBuckets(int atOnce, TimeSpan every, TimeProvider time)
{
    const int Swept = 10_000;

    // When each is full again, in ticks; one that is full is as good as none.
    readonly Dictionary<string, long> full = [];

    /// <summary>Null when it was taken, or how long until it can be.</summary>
    public TimeSpan? Take(string key, int count = 1)
    {
        lock (full)
        {
            var now = time.GetUtcNow().Ticks;
            var then = Math.Max(full.GetValueOrDefault(key), now) + count * every.Ticks;
            var wait = then - now - atOnce * every.Ticks;
            if (wait > 0)
            {
                return TimeSpan.FromTicks(wait);
            }

            if (full.TryAdd(key, then) && full.Count % Swept == 0)
            {
                Sweep(now);
            }

            full[key] = then;
            return null;
        }
    }

    public void GiveBack(string key)
    {
        lock (full)
        {
            full[key] = full.GetValueOrDefault(key) - every.Ticks;
        }
    }

    void Sweep(long now)
    {
        foreach (var key in full.Where(bucket => bucket.Value <= now).Select(bucket => bucket.Key).ToList())
        {
            full.Remove(key);
        }
    }
}
