using System.Threading.Channels;

namespace Messenger.Domain;

/// <summary>
/// Carries events to every node, in the order of one publisher: within this process, or to several nodes over Redis.
/// </summary>
public interface IEventBus
{
    /// <summary>How many wait for a listener that says nothing else.</summary>
    const int Capacity = 10_000;

    /// <summary>Never waits for a listener and never fails: what was committed stays committed.</summary>
    void Publish(Event happened);

    /// <summary>
    /// Everything published from now on, for one listener that lives as long as the process. Called in constructors: those are run
    /// before the first request is answered, so nothing is missed. Who cannot keep up loses the oldest and holds up nobody.
    /// </summary>
    /// <param name="own">Only what is published on this node: for what one node does for all.</param>
    ChannelReader<Event> Subscribe(int capacity = Capacity, bool own = false);
}
