using System.Collections.Concurrent;

namespace Messenger.Web;

/// <summary>
/// The people who said that they type, and have not taken it back. Programs of old say it once and wait to
/// be told the end of it, so it is taken back for whoever sends or goes away.
/// </summary>
[PerProcess("Nothing: the node that was told that somebody types takes it back.")]
public sealed class TypingIndicators(IEventBus bus, IServiceScopeFactory scopes)
{
    readonly ConcurrentDictionary<(int UserId, int ChatId), string> typing = new();

    public async Task TypeAsync(int me, string connection, int chatId, bool isTyping)
    {
        await TellAsync(me, chatId, isTyping);
        if (isTyping)
        {
            typing[(me, chatId)] = connection;
        }
        else
        {
            typing.TryRemove((me, chatId), out _);
        }
    }

    /// <summary>What was being typed is sent.</summary>
    public void Sent(PersonView author, Delivery.Members to)
    {
        if (typing.TryRemove((author.Id, to.ChatId), out _))
        {
            bus.Publish(new PersonTyping(to with { Except = author.Id }, to.ChatId, author, IsTyping: false));
        }
    }

    public async Task LeftAsync(int me, string connection)
    {
        foreach (var entry in typing.Where(entry => entry.Key.UserId == me && entry.Value == connection))
        {
            if (typing.TryRemove(entry))
            {
                await TakeBackAsync(me, entry.Key.ChatId);
            }
        }
    }

    async Task TakeBackAsync(int me, int chatId)
    {
        try
        {
            await TellAsync(me, chatId, isTyping: false);
        }
        catch (Refused)
        {
            // No longer in the chat, where nobody waits for it.
        }
    }

    Task TellAsync(int me, int chatId, bool isTyping) => scopes.WithAsync((Chats chats) => chats.TypeAsync(me, chatId, isTyping));
}
