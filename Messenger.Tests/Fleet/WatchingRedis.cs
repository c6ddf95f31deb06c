using Messenger.Web;

namespace Messenger.Tests;

/// <summary>What whoever watches is told of Redis.</summary>
[RunsOnce]
public sealed class WatchingRedis(RedisServer redis) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task What_it_says_of_itself_is_told_while_it_is_there_and_not_afterwards()
    {
        await using var node = await BusNode.StartAsync(redis.Address);
        using var figures = new MetricsListener(node.Meters);
        var watched = new RedisMetrics(node.Line, node.Meters);

        await redis.AskAsync("set", "one", "1");
        await redis.AskAsync("get", "one");
        await redis.AskAsync("get", "two");
        await IsToldAsync("""messenger_redis_lookups_total{outcome="hit"} 1""", "messenger_redis_memory_limit_bytes 0", "messenger_redis_memory_bytes ");

        await redis.KillAsync();
        await Eventually.TrueAsync(async () => !(await TextAsync()).Contains("\nmessenger_redis_"));

        await redis.StartAgainAsync();
        await IsToldAsync("""messenger_redis_lookups_total{outcome="hit"} 0""", "messenger_fleet_up 1");

        async Task IsToldAsync(params string[] lines)
        {
            var told = "";
            await Eventually.TrueAsync(async () => lines.All((told = await TextAsync()).Contains), () => told);
        }

        async Task<string> TextAsync()
        {
            await watched.LookAsync();
            var text = new StringWriter { NewLine = "\n" };
            figures.Write(text);
            return text.ToString();
        }
    }
}
