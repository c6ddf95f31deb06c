using System.Collections.Immutable;
using System.Threading.Channels;

namespace Messenger.Domain;

/// <summary>The bus of one process: a queue for each listener. Hints that one had to drop are made up for by revision.</summary>
[PerProcess("A channel of Redis, to which every node publishes and subscribes.")]
public sealed class InProcessBus : IEventBus
{
    // Replaced, never changed: who publishes is not in the way of who subscribes.
    ImmutableArray<Channel<Event>> listeners = [];

    public void Publish(Event happened)
    {
        foreach (var listener in listeners)
        {
            listener.Writer.TryWrite(happened);
        }
    }

    public ChannelReader<Event> Subscribe(int capacity = IEventBus.Capacity, bool own = false)
    {
        var listener = Channel.CreateBounded<Event>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        ImmutableInterlocked.Update(ref listeners, (all, one) => all.Add(one), listener);
        return listener.Reader;
    }
}
