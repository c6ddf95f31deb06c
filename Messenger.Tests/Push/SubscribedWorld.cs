using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Where people have browsers that are notified.</summary>
public abstract class SubscribedWorld : World
{
    int count;

    /// <summary>What is pushed of the messages of a chat from this one on.</summary>
    protected Task<IReadOnlyList<Push>> Told(int from, int chat = Chat) => Do((Pushes pushes) => pushes.ForMessagesAsync(new MessagePushes(chat, from)));

    /// <summary>One more device of somebody: its session.</summary>
    protected async Task<Guid> Subscribe(int who)
    {
        var session = await Do((Sessions sessions) => sessions.StartAsync(who, "Firefox", "127.0.0.1"));
        var browser = new SubscribedBrowser($"https://fcm.googleapis.com/fcm/send/{++count}");
        await Do((PushSubscriptions all) => all.SaveAsync(Me(who, session.Id), browser.Endpoint, browser.Key, browser.Secret, new PushDevice(false, false)));
        return session.Id;
    }

    protected static Me Me(int who, Guid session) => new(who, session, "", null, "", null, null, null, false, new Preferences());
}
