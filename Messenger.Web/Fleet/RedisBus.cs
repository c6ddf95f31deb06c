using System.Threading.Channels;

namespace Messenger.Web;

/// <summary>The bus of several nodes: first this one hears of what happened here, then Redis tells the others.</summary>
[PerProcess("It is what nodes hear of each other by.")]
public sealed class RedisBus : IEventBus
{
    readonly InProcessBus all = new(), own = new();
    readonly RedisLine line;
    readonly DeliveryTracker told;

    public RedisBus(RedisLine line, DeliveryTracker told)
    {
        (this.line, this.told) = (line, told);
        line.Heard += message => TellOnce(message.Happened);
    }

    public void Publish(Event happened)
    {
        own.Publish(happened);
        TellOnce(happened);
        line.Post(OrderOf(happened), new NodeMessage(NodeMessage.Newest, line.Node) { Happened = happened });
    }

    /// <summary>For those who listen here: the others look it up themselves.</summary>
    public void TellHere(Event happened) => all.Publish(happened);

    public ChannelReader<Event> Subscribe(int capacity = IEventBus.Capacity, bool own = false) => (own ? this.own : all).Subscribe(capacity, own);

    // What was on its way for so long that it was looked up meanwhile is not told again.
    void TellOnce(Event? happened)
    {
        if (happened is not null && told.Take(happened))
        {
            all.Publish(happened);
        }
    }

    /// <summary>What is about one chat is to arrive in its order; what is about none, in that of a person.</summary>
    static int OrderOf(Event happened) => happened switch
    {
        { To: Delivery.Members members } => members.ChatId,
        ChatAppeared appeared => appeared.ChatId,
        ChatDisappeared gone => gone.ChatId,
        ChatRead read => read.ChatId,
        CallStarted { Call.ChatId: var chat } => chat,
        CallChanged { Call.ChatId: var chat } => chat,
        Signalled signalled => signalled.CallId,
        { To: Delivery.Users { Ids: [var first, ..] } } => first,
        _ => 0,
    };
}
