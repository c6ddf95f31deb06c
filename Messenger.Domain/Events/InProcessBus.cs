using System.Threading.Channels;

namespace Messenger.Domain;

/// <summary>One process, one listener. When the listener cannot keep up the oldest hints are dropped; clients catch up by revision.</summary>
public sealed class InProcessBus : IEventBus
{
    readonly Channel<Event> events = Channel.CreateBounded<Event>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Publish(Event happened) => events.Writer.TryWrite(happened);

    public IAsyncEnumerable<Event> ReadAsync(CancellationToken stop) => events.Reader.ReadAllAsync(stop);
}
