namespace Messenger.Web;

/// <summary>The numbers that Redis gives of itself, of all its servers that are not copies of others.</summary>
/// <param name="Memory">What it holds, in bytes.</param>
/// <param name="MemoryLimit">What it may hold, in bytes; 0: as much as the machine has.</param>
/// <param name="Hits">How often it had what it was asked for, since its start.</param>
/// <param name="Misses">How often it had not.</param>
sealed record RedisUse(long Memory, long MemoryLimit, long Hits, long Misses)
{
    /// <param name="info">As INFO answers, a dictionary a server.</param>
    public static RedisUse Of(IReadOnlyCollection<IReadOnlyDictionary<string, string>> info)
    {
        return new(Sum("used_memory"), Sum("maxmemory"), Sum("keyspace_hits"), Sum("keyspace_misses"));

        // A server that is made otherwise may not say it.
        long Sum(string name) => info.Sum(server => long.TryParse(server.GetValueOrDefault(name), out var number) ? number : 0);
    }
}
