using System.Collections.Concurrent;
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

    public IAsyncEnumerable<Event> ReadAsync(CancellationToken stop) => bus.ReadAsync(stop);

    public void Forget() => said.Clear();
}
