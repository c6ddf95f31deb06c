using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Where many do something at the same moment. Each waits for all before it, and nobody for more than two seconds: so with nothing beside.</summary>
public abstract class CrowdedWorld : World
{
    protected Task<MessageView> Post(int who, int chat) => Post(who, chat, Guid.NewGuid());

    protected Task<MessageView> Post(int who, int chat, Guid clientId) => Insist(m => m.PostAsync(who, chat, "Hello", clientId));

    // Who hears "not now" from a busy machine asks again, as pages and programs do.
    protected static Task Insist(Func<Task> act) => Eventually.TrueAsync(async () =>
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception away) when (DatabaseUnavailable.Explains(away) && !away.Message.StartsWith("The members"))
        {
            // Not done, or done with this client id.
            return false;
        }
    });

    protected async Task<MessageView> Insist(Func<Messages, Task<MessageView>> act)
    {
        MessageView? answer = null;
        await Insist(async () => answer = await Do(act));
        return answer!;
    }

    protected static Task AtOnce<T>(IEnumerable<T> things, Func<T, Task> act) => Task.WhenAll(things.Select(thing => Task.Run(() => act(thing), Cancelled)));

    protected async Task IsInOrder(int chat, int count, bool areUntouched = true)
    {
        var all = await All(chat);
        Assert.Equal(Enumerable.Range(1, count), all.Select(m => m.Sequence));
        Assert.Equal(count, all.Select(m => m.Revision).Distinct().Count());
        Assert.Equal(await Do((MessengerDb db) => db.Chats.Where(c => c.Id == chat).Select(c => c.Revision).SingleAsync()), all.Max(m => m.Revision));
        if (areUntouched)
        {
            Assert.Equal(all.Select(m => m.Revision).Order(), all.Select(m => m.Revision));
        }
    }

    protected async Task UnreadIsRight(int chat)
    {
        var all = await All(chat);
        var last = all.Where(m => m.Notice is null).GroupBy(m => m.SenderId).ToDictionary(own => own.Key, own => own.Max(m => m.Sequence));
        foreach (var (person, sequence) in last)
        {
            Assert.Equal(all.Count - sequence, (await Open(person, chat)).Unread);
        }
    }

    protected Task<List<Message>> All(int chat) =>
        Do((MessengerDb db) => db.Messages.AsNoTracking().Where(m => m.ChatId == chat).OrderBy(m => m.Sequence).ToListAsync());
}
