using System.Threading.Channels;
using StackExchange.Redis;

namespace Messenger.Web;

/// <summary>
/// This node's line to the others: what is posted goes out from one queue, what they tell is heard. It is kept up for ever, and nobody waits for
/// it: without Redis the oldest is dropped, and what nodes have missed they find in the database.
/// </summary>
[PerProcess("It is what nodes know of each other by.")]
public sealed class RedisLine : BackgroundService
{
    const int Together = 256, LengthLimit = 64 << 10;

    static readonly TimeSpan beat = TimeSpan.FromSeconds(1);

    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(500);

    static readonly TimeSpan typingFor = TimeSpan.FromSeconds(5);

    // By then those who missed it have looked it up, or it is not true any more.
    static readonly TimeSpan old = TimeSpan.FromSeconds(10);

    readonly Channel<Posted> outgoing;
    readonly ConfigurationOptions options;
    readonly FleetMetrics metrics;
    readonly TimeProvider time;
    readonly ILogger<RedisLine> log;
    RedisConnection? connection;
    bool isAway;

    public RedisLine(AllSettings settings, FleetMetrics metrics, TimeProvider time, ILogger<RedisLine> log)
    {
        options = settings.Redis!.Clone();
        // RESP2 has a connection of its own for what is listened to, and answers do not count against its buffer. The channel of the library itself
        // stays: without one that connection is opened only by the first who listens, and refuses it. To ask for figures (INFO) it wants an admin.
        (options.Protocol, options.AbortOnConnectFail, options.BacklogPolicy, options.AllowAdmin) = (RedisProtocol.Resp2, false, BacklogPolicy.FailFast, true);
        (this.metrics, this.time, this.log) = (metrics, time, log);
        outgoing = Channel.CreateBounded<Posted>(
            new BoundedChannelOptions(IEventBus.Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => metrics.Drop());
        metrics.Watch(() => IsUp, () => outgoing.Reader.Count);
    }

    /// <summary>What other nodes say. Whoever listens says so before the start.</summary>
    public event Action<NodeMessage>? Heard;

    /// <summary>The line is up, for the first time or again: something may have been missed.</summary>
    public event Action? CameUp;

    public Guid Node { get; } = Guid.NewGuid();

    public bool IsUp => Up is not null;

    internal RedisConnection? Up => Volatile.Read(ref connection) is { IsDeaf: false } good ? good : null;

    /// <summary>Never waits and never fails.</summary>
    /// <param name="order">What has the same number arrives in its order.</param>
    public void Post(int order, NodeMessage message) => outgoing.Writer.TryWrite(new Posted(order & RedisConnection.Channels - 1, message, time.GetTimestamp()));

    /// <summary>Something that is so for a while, for programs beside us; nothing here is built on it.</summary>
    /// <param name="value">Null: it is not so any more.</param>
    public async Task KeepAsync(string key, string? value, TimeSpan life)
    {
        try
        {
            await (Volatile.Read(ref connection)?.KeepAsync(key, value, life) ?? Task.CompletedTask).WaitAsync(patience, time);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // It ends by itself.
        }
    }

    protected override Task ExecuteAsync(CancellationToken stop) => Task.WhenAll(SendAsync(stop), KeepUpAsync(stop));

    async Task KeepUpAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(beat, time);
        try
        {
            do
            {
                if (connection is { IsDeaf: true } deaf)
                {
                    await GiveUpAsync(deaf);
                }

                connection ??= await TryOpenAsync();
                connection?.Beat();
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            if (connection is { } last)
            {
                await GiveUpAsync(last);
            }
        }
    }

    async Task GiveUpAsync(RedisConnection deaf)
    {
        Volatile.Write(ref connection, null);
        await deaf.DisposeAsync();
    }

    async Task<RedisConnection?> TryOpenAsync()
    {
        try
        {
            var opened = await RedisConnection.OpenAsync(options, Node, Hear);
            if (isAway)
            {
                log.LogInformation("Redis is there again");
            }

            isAway = false;
            Volatile.Write(ref connection, opened);
            CameUp?.Invoke();
            return opened;
        }
        catch (Exception failure)
        {
            if (!isAway)
            {
                log.LogWarning(failure, "Redis is away; other nodes hear of what happens here by looking into the database");
            }

            isAway = true;
            return null;
        }
    }

    async Task SendAsync(CancellationToken stop)
    {
        List<Task> together = [];
        while (await outgoing.Reader.WaitToReadAsync(stop))
        {
            for (together.Clear(); together.Count < Together && outgoing.Reader.TryRead(out var posted);)
            {
                together.Add(PublishAsync(posted));
            }

            await Task.WhenAll(together);
        }
    }

    async Task PublishAsync(Posted posted)
    {
        try
        {
            if (Volatile.Read(ref connection) is { } up && time.GetElapsedTime(posted.At) < old)
            {
                await up.PublishAsync(posted.Channel, Write(posted.Message)).WaitAsync(patience, time);
                metrics.Send();
                await (posted.Message.Happened is PersonTyping typing
                    ? KeepAsync($"typing:{typing.ChatId}:{typing.Person.Id}", typing.IsTyping ? "1" : null, typingFor)
                    : Task.CompletedTask);
                return;
            }
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ObjectDisposedException)
        {
            // It may have arrived, or not; the beats tell whether the connection is still good.
        }
        catch (Exception failure)
        {
            // The next one is not to suffer.
            log.LogError(failure, "Could not tell other nodes of {Event}", posted.Message.Happened?.GetType().Name);
        }

        metrics.Drop();
    }

    static byte[] Write(NodeMessage message) => EventEnvelope.Write(message) switch
    {
        { Length: > LengthLimit } when message.Happened is { } happened && ChatRevision.Of(happened) is { ChatId: var chat } =>
            EventEnvelope.Write(message with { Happened = null, ChangedChat = chat }),
        var written => written,
    };

    void Hear(ReadOnlyMemory<byte> written)
    {
        try
        {
            if (EventEnvelope.ReadMessage(written.Span) is { } message && message.Node != Node)
            {
                Heard?.Invoke(message);
            }
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Could not pass on what another node told");
        }
    }

    readonly record struct Posted(int Channel, NodeMessage Message, long At);
}
