namespace Messenger.Web;

/// <summary>
/// The record of what somebody who has a line here was told of their chats: which
/// there are, and how far they have read on whatever device.
/// </summary>
/// <param name="since">When the line was opened.</param>
sealed class ReaderDelivery(DateTimeOffset since)
{
    readonly Dictionary<int, int> read = [];
    HashSet<int> missed = [];
    bool isKnown;

    public DateTimeOffset Since => since;

    public void Appeared(int chatId)
    {
        lock (read)
        {
            read.TryAdd(chatId, 0);
        }
    }

    public void Disappeared(int chatId)
    {
        lock (read)
        {
            read.Remove(chatId);
        }
    }

    public void Read(int chatId, int sequence)
    {
        lock (read)
        {
            read[chatId] = Math.Max(read.GetValueOrDefault(chatId), sequence);
        }
    }

    /// <summary>What is erased is passed by all marks in a chat.</summary>
    public void Passed(int chatId, int sequence)
    {
        lock (read)
        {
            if (read.TryGetValue(chatId, out var mark))
            {
                read[chatId] = Math.Max(mark, sequence);
            }
        }
    }

    /// <summary>So it is when their first line is opened here; for another one it was said before.</summary>
    public void Begin(IReadOnlyList<ReaderChat> chats)
    {
        lock (read)
        {
            foreach (var chat in isKnown ? [] : chats)
            {
                read[chat.ChatId] = Math.Max(read.GetValueOrDefault(chat.ChatId), chat.ReadSequence);
            }

            isKnown = true;
        }
    }

    /// <summary>What is so at a second look and was never told, for them alone.</summary>
    public List<Event> Look(int me, IReadOnlyList<ReaderChat> chats)
    {
        var mine = chats.ToDictionary(chat => chat.ChatId, chat => chat.ReadSequence);
        Begin(chats);
        lock (read)
        {
            var before = missed;
            missed = [.. mine.Where(chat => read.GetValueOrDefault(chat.Key, -1) < chat.Value).Select(chat => chat.Key), .. read.Keys.Where(chat => !mine.ContainsKey(chat))];
            List<Event> events = [.. missed.Where(before.Contains).Select(chat => As(me, chat, mine.ContainsKey(chat)))];
            foreach (var chat in missed.Where(before.Contains))
            {
                if (mine.TryGetValue(chat, out var sequence))
                {
                    read[chat] = sequence;
                }
                else
                {
                    read.Remove(chat);
                }
            }

            return events;
        }
    }

    Event As(int me, int chatId, bool isMine)
    {
        Delivery to = new Delivery.Users([me]);
        return !isMine ? new ChatDisappeared(to, chatId, me) : read.ContainsKey(chatId) ? new ListChanged(to) : new ChatAppeared(to, chatId);
    }
}
