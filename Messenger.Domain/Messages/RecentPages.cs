using System.Collections.Concurrent;

namespace Messenger.Domain;

/// <summary>The newest page of each chat that was read lately, good while neither the chat nor any person has changed.</summary>
public sealed class RecentPages
{
    const int Limit = 1000;

    readonly ConcurrentDictionary<int, (long Revision, int People, MessagePage Page)> pages = new();

    public async Task<MessagePage> OfAsync(int chatId, Standing now, Func<Task<MessagePage>> read)
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

        pages[chatId] = (now.Revision, now.PeopleVersion, page);
        return page;
    }
}
