using System.Collections.Concurrent;

namespace Messenger.Domain;

/// <summary>The newest page of each chat that was read lately, good while neither the chat nor any person has changed.</summary>
public sealed class RecentPageCache
{
    // Longer pages are rare and read each time, so that all of them together stay small.
    const int Limit = 500, LengthLimit = 50_000;

    readonly ConcurrentDictionary<int, (long Revision, int People, MessagePage Page)> pages = new();

    public async Task<MessagePage> OfAsync(int chatId, ChatState now, Func<Task<MessagePage>> read)
    {
        if (pages.TryGetValue(chatId, out var kept) && (kept.Revision, kept.People) == (now.Revision, now.PeopleVersion))
        {
            return kept.Page;
        }

        // Read after the numbers were: it may be newer than they say, which costs one more reading, and never older.
        var page = await read();
        if (pages.Count >= Limit)
        {
            pages.Clear();
        }

        if (page.Messages.Sum(message => message.Text.Length + (message.Quote?.Text.Length ?? 0)) <= LengthLimit)
        {
            pages[chatId] = (now.Revision, now.PeopleVersion, page);
        }

        return page;
    }
}
