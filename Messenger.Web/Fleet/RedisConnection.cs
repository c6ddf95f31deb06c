using StackExchange.Redis;

namespace Messenger.Web;

/// <summary>
/// One connection to Redis with everything that is listened to there: the events of all nodes, in channels by chat, and our own beats. An open
/// connection proves nothing: after Redis has cut it or was frozen, the library may have come back without one of the channels. So each
/// channel has one for beats beside it, in the same slot of a cluster, and whose beats do not come back is given up.
/// </summary>
sealed class RedisConnection : IAsyncDisposable
{
    /// <summary>Enough to spread chats over the shards of a cluster.</summary>
    public const int Channels = 64;

    const int BeatsUntilDeaf = 5;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(2);

    readonly ConnectionMultiplexer multiplexer;
    readonly RedisChannel[] events, beats;
    readonly int[] unanswered = new int[Channels];

    RedisConnection(ConnectionMultiplexer multiplexer, Guid node)
    {
        this.multiplexer = multiplexer;
        // Sharded ones stay within their shard; the others would be passed on to every server of a cluster.
        Func<string, RedisChannel> channel = multiplexer.GetServers().Any(server => server.ServerType is ServerType.Cluster) ? RedisChannel.Sharded : RedisChannel.Literal;
        events = [.. Enumerable.Range(0, Channels).Select(k => channel($"events:{{{k}}}"))];
        beats = [.. Enumerable.Range(0, Channels).Select(k => channel($"beats:{{{k}}}:{node:N}"))];
    }

    /// <summary>Some of what is told no longer arrives, or all of it.</summary>
    public bool IsDeaf => unanswered.Any(count => count >= BeatsUntilDeaf);

    /// <summary>Opened and listening to everything, or it fails.</summary>
    /// <param name="hear">Called for what comes, in its order for each channel.</param>
    public static async Task<RedisConnection> OpenAsync(ConfigurationOptions options, Guid node, Action<ReadOnlyMemory<byte>> hear)
    {
        var connection = new RedisConnection(await ConnectionMultiplexer.ConnectAsync(options), node);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Channels).Select(k => connection.ListenAsync(k, hear)));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task PublishAsync(int channel, byte[] message) => multiplexer.GetSubscriber().PublishAsync(events[channel], message);

    /// <param name="value">Null: it goes.</param>
    public Task KeepAsync(string key, string? value, TimeSpan life) =>
        value is null ? multiplexer.GetDatabase().KeyDeleteAsync(key) : multiplexer.GetDatabase().StringSetAsync(key, value, life);

    /// <exception cref="RedisException">Among others, where we may not ask (INFO).</exception>
    public async Task<RedisUse> GetUseAsync()
    {
        var servers = multiplexer.GetServers().Where(server => server is { IsConnected: true, IsReplica: false });
        var said = await Task.WhenAll(servers.Select(server => server.InfoAsync()));
        return RedisUse.Of([.. said.Select(server => server.SelectMany(part => part).DistinctBy(line => line.Key).ToDictionary())]);
    }

    /// <summary>Said to ourselves, once a second. Nobody waits for it: whether it arrives is seen at the next.</summary>
    public void Beat()
    {
        for (var k = 0; k < Channels; k++)
        {
            Interlocked.Increment(ref unanswered[k]);
            try
            {
                multiplexer.GetSubscriber().Publish(beats[k], RedisValue.EmptyString, CommandFlags.FireAndForget);
            }
            catch (Exception failure) when (failure is RedisException or ObjectDisposedException)
            {
                // Then it does not come back.
            }
        }
    }

    // One that is frozen does not say good-bye.
    public async ValueTask DisposeAsync()
    {
        try
        {
            await multiplexer.CloseAsync(allowCommandsToComplete: false).WaitAsync(patience);
        }
        catch (Exception failure) when (failure is TimeoutException or RedisException or ObjectDisposedException)
        {
            // It is given up in any case.
        }

        multiplexer.Dispose();
    }

    async Task ListenAsync(int k, Action<ReadOnlyMemory<byte>> hear)
    {
        var subscriber = multiplexer.GetSubscriber();
        (await subscriber.SubscribeAsync(events[k])).OnMessage(message => hear(message.Message));
        (await subscriber.SubscribeAsync(beats[k])).OnMessage(_ => Volatile.Write(ref unanswered[k], 0));
    }
}
