using System.Collections.Concurrent;

namespace Messenger.Web;

/// <summary>
/// The record of what those who have a line here were told, as far as it can be compared with the database: what another
/// node told us of may have been lost on its way, and what was looked up meanwhile may still arrive.
/// </summary>
[PerProcess("Nothing: each node knows what it told.")]
public sealed class DeliveryTracker(MissedChanges changes, TimeProvider time)
{
    readonly ConcurrentDictionary<int, ChatDelivery> chats = new();
    readonly ConcurrentDictionary<int, ReaderDelivery> readers = new();

    internal IEnumerable<KeyValuePair<int, ReaderDelivery>> Readers => readers;

    /// <summary>Somebody opens a line here. Done before they are answered: what happens after that they are told, or find when they catch up.</summary>
    public async Task BeginAsync(int userId)
    {
        var reader = readers.GetOrAdd(userId, _ => new ReaderDelivery(time.GetUtcNow()));
        try
        {
            var mine = await changes.GetChatsAsync(userId);
            mine.ForEach(chat => GetOrAdd(chat.ChatId).Begin(chat, time.GetUtcNow()));
            reader.Begin(mine);
        }
        catch (Exception failure) when (DatabaseUnavailable.Explains(failure))
        {
            // They begin with the next look that succeeds.
        }
    }

    /// <summary>False for what was told here already.</summary>
    public bool Take(Event happened)
    {
        Follow(happened);
        // Somebody may be in it whose chats could not be looked up yet; if nobody is, it is forgotten at the next look.
        return readers.IsEmpty || ChatRevision.Of(happened) is not { ChatId: var chatId } || GetOrAdd(chatId).Take(happened);
    }

    internal ChatDelivery GetOrAdd(int chatId) => chats.GetOrAdd(chatId, _ => new ChatDelivery(time.GetUtcNow()));

    internal ReaderDelivery? Reader(int userId) => readers.GetValueOrDefault(userId);

    /// <summary>They have no line here any more.</summary>
    internal void Forget(int userId) => readers.TryRemove(userId, out _);

    /// <summary>Chats that nobody here is in any more: none of them was looked at or opened since.</summary>
    internal void Forget(DateTimeOffset before)
    {
        foreach (var left in chats.Where(chat => chat.Value.LookedAt < before))
        {
            chats.TryRemove(left);
        }
    }

    void Follow(Event happened)
    {
        switch (happened)
        {
            case ChatAppeared { To: Delivery.Users { Ids: var ids }, ChatId: var chatId }:
                foreach (var reader in ids.Select(Reader).OfType<ReaderDelivery>())
                {
                    reader.Appeared(chatId);
                    GetOrAdd(chatId).Appear();
                }

                break;
            case ChatDisappeared gone:
                Reader(gone.UserId)?.Disappeared(gone.ChatId);
                break;
            case HistoryErased erased:
                foreach (var reader in readers.Values)
                {
                    reader.Passed(erased.ChatId, erased.FirstSequence - 1);
                }

                break;
            case ChatRead mark:
                Reader(mark.ReaderId)?.Read(mark.ChatId, mark.Sequence);
                break;
            case MessagePosted { Message: var message }:
                Reader(message.Author.Id)?.Read(message.ChatId, message.Sequence);
                break;
        }
    }
}
