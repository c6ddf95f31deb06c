using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>What people did beside talking: reactions, what they read and when, and calls.</summary>
sealed class ImportedTraces(MessengerDb db, OriginalDatabase original, ImportReport report, HashSet<int> people, ImportedMessages messages)
{
    const int Batch = 500;

    public async Task AddReactionsAsync()
    {
        await foreach (var batch in original.ReactionsAsync().Where(one => people.Contains(one.UserId) && messages.Places.TryGetValue(one.MessageId, out var place) && !place.IsDeleted).Chunk(Batch))
        {
            int[] ids = [.. batch.Select(one => one.Id)], about = [.. batch.Select(one => one.MessageId)];
            var taken = await db.Reactions.Where(one => ids.Contains(one.Id)).Select(one => one.Id).ToHashSetAsync();
            var here = (await db.Reactions.Where(one => about.Contains(one.MessageId)).Select(one => new { one.MessageId, one.UserId, one.Emoji }).ToListAsync())
                .Select(one => (one.MessageId, one.UserId, one.Emoji)).ToHashSet();
            foreach (var one in batch)
            {
                var emoji = Reaction.KindOf(one.Emoji);
                Add("message_reactions", here.Add((one.MessageId, one.UserId, emoji)), () => new Reaction { Id = Free(one.Id, taken), MessageId = one.MessageId, UserId = one.UserId, Emoji = emoji });
            }

            await SaveAsync();
        }
    }

    public async Task AddReadsAsync()
    {
        await foreach (var batch in original.ReadsAsync().Where(one => people.Contains(one.UserId) && messages.Places.ContainsKey(one.MessageId)).Chunk(Batch))
        {
            int[] ids = [.. batch.Select(one => one.Id)], about = [.. batch.Select(one => one.MessageId)];
            var taken = await db.MessageReads.Where(one => ids.Contains(one.Id)).Select(one => one.Id).ToHashSetAsync();
            var here = (await db.MessageReads.Where(one => about.Contains(one.MessageId)).Select(one => new { one.MessageId, one.UserId }).ToListAsync())
                .Select(one => (one.MessageId, one.UserId)).ToHashSet();
            foreach (var one in batch)
            {
                var place = messages.Places[one.MessageId];
                messages.Read(place, one.UserId);
                Add("message_reads", here.Add((one.MessageId, one.UserId)), () => new MessageRead
                {
                    Id = Free(one.Id, taken), MessageId = one.MessageId, UserId = one.UserId, ReadAt = one.ReadAt, ChatId = place.Chat, Sequence = place.Sequence,
                });
            }

            await SaveAsync();
        }
    }

    /// <param name="chats">Where each chat of the original is.</param>
    public async Task AddCallsAsync(IReadOnlyDictionary<int, int> chats)
    {
        const string table = "calls";
        var known = await db.Calls.AsNoTracking().ToDictionaryAsync(call => call.Id, call => call.StartedAt);
        await foreach (var batch in original.CallsAsync().Where(call => chats.ContainsKey(call.ChatId) && call.InitiatorId is { } by && people.Contains(by)).Chunk(Batch))
        {
            foreach (var call in batch)
            {
                Add(table, !ImportedIds.IsKnown(known, table, call.Id, call.StartedAt), () => Call.Imported(call, chats[call.ChatId]));
            }

            await SaveAsync();
        }
    }

    void Add(string table, bool isNew, Func<object> make)
    {
        if (isNew)
        {
            db.Add(make());
            report.Add(table);
        }
        else
        {
            report.Know(table);
        }
    }

    async Task SaveAsync()
    {
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    // Nobody names these by their ids, so one that is taken by now gets another.
    static int Free(int id, HashSet<int> taken) => taken.Contains(id) ? 0 : id;
}
