using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Imports what people did beside talking: reactions, what they read and when, and calls.</summary>
sealed class ImportedActivity(MessengerDb db, OriginalDatabase original, ImportReport report, ImportedPeople people, ImportedMessages messages)
{
    const string Reactions = "message_reactions", Reads = "message_reads", Calls = "calls";

    const int Batch = 500;

    readonly HashSet<(int Message, int User, string Emoji)> there = [];

    public async Task AddReactionsAsync()
    {
        await foreach (var batch in original.ReactionsAsync().Where(IsOfHere).Chunk(Batch))
        {
            int[] ids = [.. batch.Select(one => one.Id)], about = [.. batch.Select(one => one.MessageId)];
            var taken = await db.Reactions.Where(one => ids.Contains(one.Id)).Select(one => one.Id).ToHashSetAsync();
            var here = (await db.Reactions.Where(one => about.Contains(one.MessageId)).Select(one => new { one.MessageId, one.UserId, one.Emoji }).ToListAsync())
                .Select(one => (one.MessageId, one.UserId, one.Emoji)).ToHashSet();
            foreach (var one in batch)
            {
                var emoji = Reaction.KindOf(one.Emoji);
                there.Add((one.MessageId, one.UserId, emoji));
                if (Add(Reactions, here.Add((one.MessageId, one.UserId, emoji)), () => new Reaction { Id = Free(one.Id, taken), MessageId = one.MessageId, UserId = one.UserId, Emoji = emoji }))
                {
                    messages.Touch(one.MessageId);
                }
            }

            await SaveAsync();
        }
    }

    /// <summary>Takes back what was taken back there. Of who has come here nobody knows whether it was made here; that stays.</summary>
    public async Task TakeBackReactionsAsync()
    {
        for (var last = 0; await NextAsync(last) is { Count: > 0 } batch; last = batch[^1].Id)
        {
            // A message that is there no more stays as it was.
            foreach (var one in batch.Where(one => messages.Places.ContainsKey(one.MessageId) && !there.Contains((one.MessageId, one.UserId, one.Emoji))))
            {
                if (!people.Awaited.Contains(one.UserId))
                {
                    report.Tally("Reactions to messages from there that are here and not there, which stay");
                    continue;
                }

                db.Remove(one);
                report.Change(Reactions);
                messages.Touch(one.MessageId);
            }

            await SaveAsync();
        }

        // Those here whose message came from there.
        Task<List<Reaction>> NextAsync(int last) => db.Reactions
            .Where(one => one.Id > last && db.Messages.Any(message => message.Id == one.MessageId && message.RequestHash == null && message.Notice == null))
            .OrderBy(one => one.Id).Take(Batch).ToListAsync();
    }

    public async Task AddReadsAsync()
    {
        await foreach (var batch in original.ReadsAsync().Where(IsOfHere).Chunk(Batch))
        {
            int[] ids = [.. batch.Select(one => one.Id)], about = [.. batch.Select(one => one.MessageId)];
            var taken = await db.MessageReads.Where(one => ids.Contains(one.Id)).Select(one => one.Id).ToHashSetAsync();
            var here = (await db.MessageReads.Where(one => about.Contains(one.MessageId)).Select(one => new { one.MessageId, one.UserId }).ToListAsync())
                .Select(one => (one.MessageId, one.UserId)).ToHashSet();
            foreach (var one in batch)
            {
                var place = messages.Places[one.MessageId];
                messages.Read(place, one.UserId);
                Add(Reads, here.Add((one.MessageId, one.UserId)), () => new MessageRead
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
        await foreach (var batch in original.CallsAsync().Chunk(Batch))
        {
            int[] ids = [.. batch.Select(call => call.Id)];
            var here = await db.Calls.Where(call => ids.Contains(call.Id)).ToDictionaryAsync(call => call.Id);
            var known = here.ToDictionary(call => call.Key, call => call.Value.StartedAt);
            foreach (var call in batch)
            {
                if (!chats.ContainsKey(call.ChatId) || call.InitiatorId is not { } by || !people.All.Contains(by))
                {
                    report.Tally("Calls by people, or in chats, that are not here, which were left out");
                }
                else if (!ImportedIds.IsKnown(known, Calls, call.Id, call.StartedAt))
                {
                    Add(Calls, isNew: true, () => Call.Imported(call, chats[call.ChatId]));
                }
                else if (here[call.Id].CatchUp(call))
                {
                    report.Change(Calls);
                }
                else
                {
                    report.Know(Calls);
                }
            }

            await SaveAsync();
        }
    }

    bool IsOfHere(OriginalReaction one)
    {
        var isDeleted = messages.Places.TryGetValue(one.MessageId, out var place) && place.IsDeleted;
        report.Tally("Reactions to deleted messages, which have none here", isDeleted ? 1 : 0);
        return !isDeleted && IsOfHere(one.MessageId, one.UserId, "Reactions of people, or to messages, that are not here, which were left out");
    }

    bool IsOfHere(OriginalRead one) => IsOfHere(one.MessageId, one.UserId, "Read marks of people, or at messages, that are not here, which were left out");

    bool IsOfHere(int message, int user, string otherwise)
    {
        var isOfHere = people.All.Contains(user) && messages.Places.ContainsKey(message);
        report.Tally(otherwise, isOfHere ? 0 : 1);
        return isOfHere;
    }

    bool Add(string table, bool isNew, Func<object> make)
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

        return isNew;
    }

    async Task SaveAsync()
    {
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    // Nobody names these by their ids, so one that is taken by now gets another.
    static int Free(int id, HashSet<int> taken) => taken.Contains(id) ? 0 : id;
}
