namespace Messenger.Domain;

/// <summary>
/// Carries events to every node, in the order of one publisher. An interface from the start, because the second
/// implementation (Redis, several nodes) is decided.
/// </summary>
public interface IEventBus
{
    /// <summary>Never waits for a listener and never fails: what was committed stays committed.</summary>
    void Publish(Event happened);

    /// <summary>Everything published from now on. One reader at a time.</summary>
    IAsyncEnumerable<Event> ReadAsync(CancellationToken stop);
}
