using System.Collections.Concurrent;
using System.Threading.Channels;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>The real bus of one process, with a list of all that was published beside it.</summary>
public sealed class RecordingBus : IEventBus
{
    readonly InProcessBus bus = new();
    readonly ConcurrentQueue<Event> said = new();

    public IReadOnlyList<Event> Said => [.. said];

    public void Publish(Event happened)
    {
        said.Enqueue(happened);
        bus.Publish(happened);
    }

    public ChannelReader<Event> Subscribe(int capacity, bool own) => bus.Subscribe(capacity, own);

    public void Forget() => said.Clear();
}
