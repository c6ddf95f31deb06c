using System.Threading.Channels;

namespace Messenger.Domain;

/// <summary>The bus of what nobody listens to: the demo while it is made, and the command line.</summary>
public sealed class SilentBus : IEventBus
{
    public void Publish(Event happened)
    {
    }

    public ChannelReader<Event> Subscribe(int capacity, bool own) => Channel.CreateBounded<Event>(capacity).Reader;
}
