using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Read marks: one number per person and chat, which only grows, and a row for each time it grew.</summary>
public sealed class ReadReceipts(MessengerDb db, ILookups lookups, IEventBus bus, TimeProvider time)
{
    internal const int ReadersLimit = 50;

    const int AuthorsLimit = 50;

    // Who may be among the readers of any of these messages. The first 50 of each are listed, and one of them may have written it.
    static readonly string marksOf = $"""
        SELECT user_id, read_sequence, joined_at,
               (SELECT read_at FROM message_reads AS r WHERE r.chat_id = $1 AND r.user_id = member.user_id AND r.sequence > $3
                ORDER BY r.sequence LIMIT 1)
        FROM chat_participants AS member WHERE chat_id = $1 AND read_sequence >= $2 AND {IsTold("member.user_id", "$4")}
            AND EXISTS (SELECT 1 FROM chat_participants AS mine WHERE mine.chat_id = $1 AND mine.user_id = $4)
        ORDER BY read_sequence DESC, user_id LIMIT {ReadersLimit + 1}
        """;

    static readonly string advancesOf = $"""
        SELECT user_id, sequence, read_at FROM message_reads
        WHERE chat_id = $1 AND sequence >= $2 AND sequence <= $3 AND user_id IN (
            SELECT user_id FROM chat_participants WHERE chat_id = $1 AND read_sequence >= $2 ORDER BY read_sequence DESC, user_id LIMIT {ReadersLimit + 1})
        ORDER BY sequence LIMIT $4
        """;

    /// <summary>Whether somebody is told what a reader has read, as part of a statement: neither hides it, nor has blocked the other.</summary>
    internal static string IsTold(string reader, string me) =>
        $"NOT EXISTS (SELECT 1 FROM users WHERE users.hides_reads AND (users.id = {reader} OR users.id = {me})) AND NOT {Blocks.Between(reader, me)}";

    /// <summary>Everything up to this number is read, and the chat is not marked as unread any more. Told to who wrote it and to my other devices.</summary>
    public async Task ReadAsync(int me, int chatId, int sequence)
    {
        var (from, advance, unmarked) = await db.WriteAsync(() => AdvanceAsync(me, chatId, sequence));
        if (unmarked is not null)
        {
            bus.Publish(new ListChanged(new Delivery.Users([me]), chatId, unmarked));
        }

        if (advance is { } read)
        {
            var blocked = Blocks.With(db, me);
            var authors = await db.Messages
                .Where(m => m.ChatId == chatId && m.Sequence > from && m.Sequence <= read.Sequence && m.Sequence > read.Sequence - 1000
                    && m.Chat.Memberships.Any(author => author.UserId == m.SenderId)
                    && !m.Sender.HidesReads && !blocked.Contains(m.SenderId)
                    && !db.Users.Any(user => user.Id == me && user.HidesReads))
                .Select(m => m.SenderId).Distinct().OrderBy(id => id).Take(AuthorsLimit).ToListAsync();
            bus.Publish(read with { To = new Delivery.Users([me, .. authors.Where(id => id != me)]) });
        }
    }

    /// <summary>Everything up to a message of this chat is read, or everything there is.</summary>
    public async Task ReadUpToAsync(int me, int chatId, int? messageId)
    {
        var upTo = messageId is null ? int.MaxValue : await db.Messages
            .Where(m => m.Id == messageId && m.ChatId == chatId && m.Chat.Memberships.Any(mine => mine.UserId == me))
            .Select(m => (int?)m.Sequence).SingleOrDefaultAsync() ?? throw Refused.NotFound();
        await ReadAsync(me, chatId, upTo);
    }

    /// <summary>Everything up to this message is read.</summary>
    public async Task ReadMessageAsync(int me, int messageId)
    {
        var place = await db.Messages.Where(m => m.Id == messageId && m.Chat.Memberships.Any(mine => mine.UserId == me))
            .Select(m => new { m.ChatId, m.Sequence }).SingleOrDefaultAsync() ?? throw Refused.NotFound();
        await ReadAsync(me, place.ChatId, place.Sequence);
    }

    /// <summary>Who has read which of these messages of one chat, by message id: the first 50 each, and never who wrote it.</summary>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<ReadReceiptView>>> ReadersAsync(int me, int chatId, IReadOnlyList<MessageView> messages)
    {
        var readers = new Dictionary<int, IReadOnlyList<ReadReceiptView>>(messages.Count);
        if (messages.Count == 0)
        {
            return readers;
        }

        var (first, last) = (messages[0].Sequence, messages[^1].Sequence);
        var marks = await lookups.AllAsync(marksOf, ReadMarkOf, chatId, first, last, me);
        var advances = await lookups.AllAsync(advancesOf, ReadAdvance, chatId, first, last, messages.Count * ReadersLimit);
        marks.ForEach(mark => mark.Advances = advances.FindAll(advance => advance.UserId == mark.UserId));
        foreach (var message in messages)
        {
            // The furthest is the first of them.
            List<ReadReceiptView> read = [.. marks.TakeWhile(mark => mark.ReadSequence >= message.Sequence)
                .Where(mark => mark.UserId != message.Author.Id).Select(mark => new ReadReceiptView(mark.UserId, mark.TimeOf(message)))];
            read.Sort((one, other) => (one.At, one.UserId).CompareTo((other.At, other.UserId)));
            readers[message.Id] = read.Count > ReadersLimit ? read[..ReadersLimit] : read;
        }

        return readers;
    }

    // My row is locked before anything is counted: a deletion has taken itself off it by then, or waits and looks at the new mark.
    async Task<(int From, ChatRead? Read, ChatSettings? Unmarked)> AdvanceAsync(int me, int chatId, int sequence)
    {
        var mine = await db.LockMembershipAsync(chatId, me) ?? throw Refused.NotFound();
        var (from, to) = (mine.ReadSequence, await db.Messages.Where(m => m.ChatId == chatId && m.Sequence <= sequence).OrderByDescending(m => m.Sequence)
            .Select(m => new { m.Id, m.Sequence, m.Chat.LastSequence, m.Chat.Revision }).FirstOrDefaultAsync());
        var unmarked = await UnmarkAsync(mine);
        if (to is null || to.Sequence <= from)
        {
            return (from, null, unmarked);
        }

        mine.Read(to.Sequence, mine.Uncounted == 0 || to.Sequence == to.LastSequence ? mine.Uncounted : await db.Messages
            .Where(m => m.ChatId == chatId && m.Sequence > from && m.Sequence <= to.Sequence).CountAsync(UncountedMessages.IsUncounted(me)));
        db.Add(new MessageRead { MessageId = to.Id, UserId = me, ReadAt = time.Now(), ChatId = chatId, Sequence = to.Sequence });
        await db.SaveChangesAsync();
        return (from, new ChatRead(new Delivery.Users([me]), chatId, me, to.Sequence, to.Id, mine.Uncounted, to.Revision), unmarked);
    }

    /// <summary>Null when it was not marked as unread.</summary>
    async Task<ChatSettings?> UnmarkAsync(Membership mine)
    {
        if (!mine.IsMarkedUnread)
        {
            return null;
        }

        await db.Entry(mine).Reference(m => m.Chat).LoadAsync();
        mine.BeginChange();
        mine.UnmarkUnread();
        await db.SaveChangesAsync();
        return ChatSettings.Of(mine);
    }

    static ReadMark ReadMarkOf(DbDataReader row) => new(row.GetInt32(0), row.GetInt32(1), row.Time(2), row.IsDBNull(3) ? null : row.Time(3));

    static Advance ReadAdvance(DbDataReader row) => new(row.GetInt32(0), row.GetInt32(1), row.Time(2));

    record struct Advance(int UserId, int Sequence, DateTimeOffset At);

    /// <param name="Beyond">When it moved past all the messages that are asked about.</param>
    sealed record ReadMark(int UserId, int ReadSequence, DateTimeOffset JoinedAt, DateTimeOffset? Beyond)
    {
        int next;

        /// <summary>How it moved within them, the earliest first.</summary>
        public List<Advance> Advances { get; set; } = [];

        /// <summary>When it came to a message; asked for one after the other. Who read it by answering or joining has no time for it.</summary>
        public DateTimeOffset TimeOf(MessageView message)
        {
            while (next < Advances.Count && Advances[next].Sequence < message.Sequence)
            {
                next++;
            }

            return next < Advances.Count ? Advances[next].At : Beyond ?? (message.At > JoinedAt ? message.At : JoinedAt);
        }
    }

    /// <summary>Who has read a message: everybody whose mark is at or past it, but not who wrote it. The first 50.</summary>
    public async Task<IReadOnlyList<MessageReaderView>> ReadersAsync(int me, MessageView message)
    {
        var blocked = Blocks.With(db, me);
        var readers = await db.Memberships.AsNoTracking()
            .Where(m => m.ChatId == message.ChatId && m.ReadSequence >= message.Sequence && m.UserId != message.Author.Id
                && m.Chat.Memberships.Any(mine => mine.UserId == me && !mine.User.HidesReads) && !m.User.HidesReads
                && !blocked.Contains(m.UserId))
            .OrderBy(m => m.User.Searchable).Take(ReadersLimit)
            .Select(m => new
            {
                m.User,
                At = db.MessageReads.Where(r => r.ChatId == m.ChatId && r.UserId == m.UserId && r.Sequence >= message.Sequence)
                    .OrderBy(r => r.Sequence).Select(r => (DateTimeOffset?)r.ReadAt).FirstOrDefault(),
            })
            .ToListAsync();
        return readers.ConvertAll(r => new MessageReaderView(PersonView.From(r.User), r.At));
    }
}
