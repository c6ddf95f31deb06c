using System.Globalization;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace Messenger.Web;

/// <summary>Hears every event once and tells who is connected here: pages, drawn once a language and sent to one group a person; and programs.</summary>
public sealed class Fanout(
    IEventBus bus, Audience audience, Fragments fragments, PageConnections connections, LiveStreams streams, RawSockets sockets, TypingIndicators typingIndicators, EarlySignals early,
    LiveMetrics metrics, IPresence presence, TimeProvider time,
    IHubContext<LiveHub> hub,
    ILogger<Fanout> log) : BackgroundService
{
    readonly ChannelReader<Event> events = bus.Subscribe();

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        // What programs are told is for nobody in particular, whatever the language of this machine.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        await foreach (var happened in events.ReadAllAsync(stop))
        {
            try
            {
                await TellAsync(happened);
                metrics.Told(happened, time.GetUtcNow());
            }
            catch (Exception failure)
            {
                // The next event is not to suffer; whoever missed this one catches up by revision.
                log.LogError(failure, "Could not tell {Event}", happened.GetType().Name);
            }
        }
    }

    async Task TellAsync(Event happened)
    {
        if (happened is SessionsEnded ended)
        {
            connections.End(ended.SessionIds);
            sockets.Close(socket => ended.SessionIds.Contains(socket.SessionId), CloseCode.Policy, "session ended");
            streams.End(stream => ended.SessionIds.Contains(stream.SessionId));
            return;
        }

        if (happened is PrivacyChanged privacy)
        {
            presence.Hide(privacy.UserId, privacy.HidesPresence);
        }

        var people = await audience.GetAsync(happened.To);
        await sockets.TellAsync(happened, people);
        if (happened is Signalled signal)
        {
            var there = people.Where(id => !early.Keep(signal, id));
            _ = hub.Clients.Groups([.. there.Select(id => LiveHub.GroupOf(signal.CallId, id))]).SendAsync("signal", signal.FromId, signal.Signal);
        }

        if (happened is CallChanged { Call: { IsLive: false } over })
        {
            early.Forget(over.Id);
        }

        if (Fragments.Draws(happened.GetType()))
        {
            await DrawAsync(happened, people);
            await streams.TellAsync(happened, people);
        }

        if (happened is MessagePosted { Message: var message, To: Delivery.Members to })
        {
            typingIndicators.Sent(message.Author, to);
        }
    }

    async Task DrawAsync(Event happened, IReadOnlyCollection<int> people)
    {
        var (chatId, revision) = PlaceOf(happened);
        foreach (var language in Preferences.Languages)
        {
            var groups = connections.Groups(people, language);
            if (groups.Count > 0)
            {
                var html = await fragments.RenderAsync(happened, language);
                // Not awaited: one slow page must not keep the others waiting.
                _ = hub.Clients.Groups(groups).SendAsync("fragment", html, chatId, revision);
            }
        }
    }

    /// <summary>The chat an event belongs to and its revision there; 0 where there is none to catch up by.</summary>
    static (int ChatId, long Revision) PlaceOf(Event happened) => happened switch
    {
        ChatChanged changed => (changed.ChatId, changed.Revision),
        HistoryErased erased => (erased.ChatId, erased.Revision),
        PinsChanged { Message: var message } => (message.ChatId, message.Revision),
        _ when Fragments.ModelOf(happened) is MessageView message => (message.ChatId, message.Revision),
        _ => (0, 0),
    };
}
