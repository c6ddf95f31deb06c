using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The chats of the original and who is in them. What two people said to each other is one chat here, and three are a group.</summary>
sealed class ImportedChats(MessengerDb db, OriginalDatabase original, ImportReport report, Func<string, Task<string?>> portray)
{
    const string Table = "chats";

    readonly Dictionary<int, int> places = [];

    /// <summary>Answers where each chat of the original is here.</summary>
    public async Task<IReadOnlyDictionary<int, int>> AddAsync(HashSet<int> people)
    {
        var here = await db.Chats.AsNoTracking().Select(chat => new { chat.Id, chat.CreatedAt, chat.DirectKey }).ToListAsync();
        var known = here.ToDictionary(chat => chat.Id, chat => chat.CreatedAt);
        var pairs = here.Where(chat => chat.DirectKey is not null).ToDictionary(chat => chat.DirectKey!, chat => chat.Id);
        foreach (var chat in await original.ChatsAsync())
        {
            chat.People.IntersectWith(people);
            var key = chat.IsDirect ? Chat.KeyOf(chat.People.Min, chat.People.Max) : null;
            if (key is not null && pairs.TryGetValue(key, out var same) && same != chat.Id)
            {
                places[chat.Id] = same;
                report.Lines.Add($"Chat {chat.Id} is between the same two people as chat {same}: what was said there is in that one.");
                continue;
            }

            places[chat.Id] = chat.Id;
            if (ImportedIds.IsKnown(known, Table, chat.Id, chat.CreatedAt))
            {
                report.Know(Table);
                continue;
            }

            db.Add(await MakeAsync(chat, key, people));
            report.Add(Table);
            if (key is not null)
            {
                pairs[key] = chat.Id;
            }
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        return places;
    }

    async Task<Chat> MakeAsync(OriginalChat chat, string? key, HashSet<int> people)
    {
        if (!chat.IsGroup && key is null)
        {
            report.Lines.Add($"Chat {chat.Id} is a group here: {chat.People.Count} people were in it.");
        }

        var avatar = chat.Avatar is { Length: > 0 } picture ? await portray(picture) : null;
        var creator = chat.CreatedBy is { } by && people.Contains(by) ? by : chat.People.Count > 0 ? chat.People.Min : people.Min();
        var imported = Chat.Imported(chat, key, creator, key is null ? ImportedNames.Fit(chat.Name, Chat.NameLimit) : null, avatar);
        // Somebody has to be able to add people.
        var owner = key is not null ? 0 : chat.People.Contains(creator) ? creator : chat.People.FirstOrDefault();
        foreach (var person in chat.People)
        {
            imported.Admit(person, person == owner ? Role.Owner : Role.Member, chat.CreatedAt);
        }

        return imported;
    }
}
