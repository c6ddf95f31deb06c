using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Read marks: one number per person and chat, which only grows, and a row for each time it grew.</summary>
public sealed class Reading(MessengerDb db, IEventBus bus, TimeProvider time)
{
    const int AuthorsLimit = 50, ReadersLimit = 50;

    /// <summary>Everything up to this number is read. Told to who wrote it and to my other devices.</summary>
    public async Task ReadAsync(int me, int chatId, int sequence)
    {
        var (from, to) = await db.WriteAsync(async () =>
        {
            var mine = db.Memberships.Where(m => m.ChatId == chatId && m.UserId == me);
            var place = await mine.Select(m => new { m.ReadSequence, m.Chat.LastSequence }).SingleOrDefaultAsync() ?? throw Refused.NotFound();
            var (from, to) = (place.ReadSequence, Math.Min(sequence, place.LastSequence));
            // The condition is in the statement: a send of mine may have moved the mark since, and it never goes back.
            if (await mine.Where(m => m.ReadSequence < to).ExecuteUpdateAsync(row => row.SetProperty(m => m.ReadSequence, to)) == 0)
            {
                return (to, to);
            }

            var last = await db.Messages.Where(m => m.ChatId == chatId && m.Sequence == to).Select(m => m.Id).SingleAsync();
            db.Add(new MessageRead { MessageId = last, UserId = me, ReadAt = time.Now(), ChatId = chatId, Sequence = to });
            await db.SaveChangesAsync();
            return (from, to);
        });

        if (to > from)
        {
            var authors = await db.Messages.Where(m => m.ChatId == chatId && m.Sequence > from && m.Sequence <= to && m.Sequence > to - 1000)
                .Select(m => m.SenderId).Distinct().OrderBy(id => id).Take(AuthorsLimit).ToListAsync();
            bus.Publish(new ChatRead(new Delivery.Users([me, .. authors.Where(id => id != me)]), chatId, me, to));
        }
    }

    /// <summary>Enough to draw the ticks of every message in a chat.</summary>
    public async Task<ReadMarks> MarksAsync(int me, int chatId)
    {
        var two = await db.Memberships.AsNoTracking()
            .Where(m => m.ChatId == chatId && m.Chat.Memberships.Any(mine => mine.UserId == me))
            .OrderByDescending(m => m.ReadSequence).Take(2).Select(m => new { m.UserId, m.ReadSequence }).ToListAsync();
        return two switch
        {
            [] => throw Refused.NotFound(),
            [var only] => new ReadMarks(only.UserId, only.ReadSequence, 0),
            [var first, var second, ..] => new ReadMarks(first.UserId, first.ReadSequence, second.ReadSequence),
        };
    }

    /// <summary>Who has read a message: everybody whose mark is at or past it, but not who wrote it. The first 50.</summary>
    public async Task<IReadOnlyList<ReaderView>> ReadersAsync(int me, MessageView message)
    {
        var readers = await db.Memberships.AsNoTracking()
            .Where(m => m.ChatId == message.ChatId && m.ReadSequence >= message.Sequence && m.UserId != message.Author.Id
                && m.Chat.Memberships.Any(mine => mine.UserId == me))
            .OrderBy(m => m.User.Searchable).Take(ReadersLimit)
            .Select(m => new
            {
                m.User,
                At = db.MessageReads.Where(r => r.ChatId == m.ChatId && r.UserId == m.UserId && r.Sequence >= message.Sequence)
                    .OrderBy(r => r.Sequence).Select(r => (DateTimeOffset?)r.ReadAt).FirstOrDefault(),
            })
            .ToListAsync();
        return readers.ConvertAll(r => new ReaderView(PersonView.From(r.User), r.At));
    }
}
