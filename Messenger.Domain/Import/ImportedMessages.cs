using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>What was said, numbered in each chat in the order in which it was.</summary>
sealed class ImportedMessages(MessengerDb db, OriginalDatabase original, ImportReport report, HashSet<int> people)
{
    const string Table = "messages";

    const int Batch = 500;

    readonly Dictionary<int, Place> places = [];
    readonly Dictionary<(int Chat, int User), int> marks = [];
    int withoutSender, withAddress;

    /// <summary>Where a message is here, and whether something is left of it.</summary>
    public readonly record struct Place(int Chat, int Sequence, bool IsDeleted);

    /// <summary>By the id of each message of the original.</summary>
    public IReadOnlyDictionary<int, Place> Places => places;

    /// <param name="chats">Where each chat of the original is.</param>
    public async Task AddAsync(IReadOnlyDictionary<int, int> chats)
    {
        foreach (var same in chats.GroupBy(chat => chat.Value, chat => chat.Key))
        {
            var chat = await db.Chats.SingleAsync(chat => chat.Id == same.Key);
            await foreach (var batch in original.MessagesAsync([.. same]).Chunk(Batch))
            {
                await AddAsync(chat, batch);
            }

            db.ChangeTracker.Clear();
        }

        Tell(withoutSender, "Messages that have no sender in the original, and were left out");
        Tell(withAddress, "Messages that named a file by its address, which stands at the end of their text here");
    }

    /// <summary>Somebody has read this far.</summary>
    public void Read(Place place, int user) => marks[(place.Chat, user)] = Math.Max(place.Sequence, marks.GetValueOrDefault((place.Chat, user)));

    /// <summary>Moves the marks of all who have read, or said, something.</summary>
    public async Task MarkAsync()
    {
        foreach (var chat in marks.GroupBy(mark => mark.Key.Chat))
        {
            foreach (var member in await db.Memberships.Where(member => member.ChatId == chat.Key).ToListAsync())
            {
                member.ReadSequence = Math.Max(member.ReadSequence, marks.GetValueOrDefault((member.ChatId, member.UserId)));
            }

            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        await db.UncountAgainAsync();
    }

    async Task AddAsync(Chat chat, OriginalMessage[] batch)
    {
        int[] ids = [.. batch.Select(message => message.Id)];
        var here = await db.Messages.AsNoTracking().Where(message => ids.Contains(message.Id)).Select(message => new { message.Id, message.CreatedAt, message.Sequence, message.IsDeleted }).ToListAsync();
        var known = here.ToDictionary(message => message.Id, message => message.CreatedAt);
        here.ForEach(message => places[message.Id] = new Place(chat.Id, message.Sequence, message.IsDeleted));
        foreach (var message in batch)
        {
            if (ImportedIds.IsKnown(known, Table, message.Id, message.CreatedAt))
            {
                report.Know(Table);
            }
            else if (message.SenderId is { } sender && people.Contains(sender))
            {
                Add(chat, message, sender);
            }
            else
            {
                withoutSender++;
            }
        }

        await db.SaveChangesAsync();
        foreach (var saved in db.ChangeTracker.Entries<Message>().ToList())
        {
            saved.State = EntityState.Detached;
        }
    }

    void Add(Chat chat, OriginalMessage message, int sender)
    {
        var text = message.IsDeleted ? "" : message.Content.ReplaceLineEndings("\n");
        if (!message.IsDeleted && message.FileUrl is { Length: > 0 } address && !text.Contains(address))
        {
            text = text.Length > 0 ? $"{text}\n{address}" : address;
            withAddress++;
        }

        // An answer to what is not in this chat would show it to those who may not see it.
        var quoted = message.ReplyTo is { } to && places.TryGetValue(to, out var place) && place.Chat == chat.Id ? message.ReplyTo : null;
        var imported = Message.Imported(message, chat, sender, text, quoted);
        db.Add(imported);
        places[message.Id] = new Place(chat.Id, imported.Sequence, imported.IsDeleted);
        Read(places[message.Id], sender);
        report.Add(Table);
    }

    void Tell(int count, string sentence)
    {
        if (count > 0)
        {
            report.Lines.Add($"{sentence}: {count}.");
        }
    }
}
