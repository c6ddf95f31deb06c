using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// Erases what is older than an admin wants it kept, for everybody and in all chats: rows and not only texts. A chat is erased
/// from its beginning, some messages at a time, each time in one transaction that also moves the chat's beginning
/// (<see cref="Chat.FirstSequence"/>): so numbers have no holes in what is left, whoever is cut off goes on there, and of two at
/// once the second finds what the first has left.
/// </summary>
public sealed class Retention(MessengerDb db, ILookups lookups, IEventBus bus, OrphanSignal orphans)
{
    /// <summary>The chat is locked meanwhile, and with SQLite everybody waits who sends: some ten milliseconds.</summary>
    public const int AtOnce = 100;

    const int ChatsAtOnce = 1000, CallsAtOnce = 500;

    // Its beginning is one look into an index, whatever the database thinks of the tables.
    static readonly string beginnings = $"""
        SELECT c.id, COALESCE((SELECT m.created_at FROM messages AS m WHERE m.chat_id = c.id AND m.sequence = c.first_sequence) < $1, FALSE)
        FROM chats AS c WHERE c.id > $2 ORDER BY c.id LIMIT {ChatsAtOnce}
        """;

    // Ids follow times: whoever looks at the first need not look at all.
    static readonly string oldCalls = $"""
        SELECT old.id FROM (SELECT id, started_at, status FROM calls ORDER BY id LIMIT {CallsAtOnce}) AS old
        WHERE old.started_at < $1 AND old.status NOT IN ('ringing', 'active')
        """;

    static readonly string passMarks = $$"""
        UPDATE chat_participants SET
            uncounted = uncounted - (
                SELECT COUNT(*) FROM messages AS m WHERE m.chat_id = chat_participants.chat_id AND m.sequence > chat_participants.read_sequence AND m.sequence <= {1}
                AND NOT ({{UncountedMessages.IsCounted("chat_participants.user_id")}})),
            unread_sequence = CASE WHEN unread_sequence = read_sequence THEN {1} ELSE unread_sequence END,
            read_sequence = {1}
        WHERE chat_id = {0} AND read_sequence < {1}
        """;

    /// <summary>The next chats that have something older than this, after a chat; and where to go on, or null at the end.</summary>
    public static async Task<(IReadOnlyList<int> Chats, int? Next)> FindDueAsync(ILookups lookups, DateTimeOffset before, int after)
    {
        var chats = await lookups.AllAloneAsync(beginnings, row => (Id: row.GetInt32(0), IsDue: row.GetBoolean(1)), before, after);
        return ([.. chats.Where(chat => chat.IsDue).Select(chat => chat.Id)], chats.Count == ChatsAtOnce ? chats[^1].Id : null);
    }

    /// <summary>Erases the next messages of a chat that are older than this, and tells everybody in it.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> EraseNextAsync(int chatId, DateTimeOffset before)
    {
        if (await db.WriteAsync(() => EraseAsync(chatId, before)) is not { } erased)
        {
            return false;
        }

        var pinned = erased.HadPins ? await GetPinnedAsync(chatId) : null;
        bus.Publish(new HistoryErased(new Delivery.Members(chatId, erased.Version), chatId, erased.First, erased.Revision, erased.ChangesLists, pinned));
        if (erased.Files > 0)
        {
            orphans.Wake();
        }

        return erased.Count == AtOnce;
    }

    /// <summary>Some calls that are over and began before this.</summary>
    public static async Task<IReadOnlyList<int>> FindDueCallsAsync(ILookups lookups, DateTimeOffset before) =>
        await lookups.AllAloneAsync(oldCalls, row => row.GetInt32(0), before);

    public Task EraseCallsAsync(IReadOnlyList<int> ids) => db.WriteAsync(() => db.Calls.Where(call => ids.Contains(call.Id)).ExecuteDeleteAsync());

    async Task<Erased?> EraseAsync(int chatId, DateTimeOffset before)
    {
        if (await db.LockChatAsync(chatId) is not { } chat)
        {
            return null;
        }

        var next = await db.Messages.AsNoTracking().Where(m => m.ChatId == chatId && m.Sequence >= chat.FirstSequence && m.Sequence < chat.FirstSequence + AtOnce)
            .OrderBy(m => m.Sequence).Select(m => new OldMessage(m.Id, m.Sequence, m.CreatedAt, m.IsPinned, m.Notice, m.SubjectId)).ToListAsync();
        List<OldMessage> old = [.. next.TakeWhile(message => message.At < before)];
        if (old.Count == 0)
        {
            return null;
        }

        var (ids, last) = (old.ConvertAll(message => message.Id), old[^1].Sequence);
        chat.BeginAfter(last);
        var passed = await db.Database.ExecuteSqlRawAsync(passMarks, chatId, last);
        await ForgetAnsweredAsync(chat, ids);
        await KeepRemovalsAsync(chatId, old);
        var files = await db.Files.Where(file => file.MessageId != null && ids.Contains(file.MessageId.Value)).OrphanAsync()
            + await db.OrphanReportedAsync(report => ids.Contains(report.MessageId));
        await db.SaveChangesAsync();
        // With reactions, reads, earlier texts, reports and searched texts, which lean on them.
        await db.Messages.Where(m => m.ChatId == chatId && m.Sequence <= last).ExecuteDeleteAsync();
        return new Erased(chat.MembershipVersion, chat.FirstSequence, chat.Revision, old.Count, files, passed > 0 || last == chat.LastSequence, old.Exists(message => message.IsPinned));
    }

    // What answers them is drawn anew without what it quoted, so it changes. A draft goes on with no answer in it.
    async Task ForgetAnsweredAsync(Chat chat, List<int> ids)
    {
        await db.Messages.Where(m => m.ReplyTo != null && ids.Contains(m.ReplyTo.Value))
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.ReplyTo, (int?)null).SetProperty(m => m.Revision, chat.Revision));
        await db.Memberships.Where(m => m.ChatId == chat.Id && m.DraftReplyTo != null && ids.Contains(m.DraftReplyTo.Value))
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.DraftReplyTo, (int?)null));
    }

    async Task KeepRemovalsAsync(int chatId, List<OldMessage> old)
    {
        var lines = old.Where(message => message.SubjectId is not null && message.Notice is SystemMessage.Added or SystemMessage.Removed)
            .GroupBy(line => line.SubjectId!.Value, (_, lines) => lines.Last()).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        var people = lines.ConvertAll(line => line.SubjectId!.Value);
        await db.Removals.Where(removal => removal.ChatId == chatId && people.Contains(removal.UserId)).ExecuteDeleteAsync();
        db.AddRange(lines.Where(line => line.Notice is SystemMessage.Removed).Select(line => new Removal { ChatId = chatId, UserId = line.SubjectId!.Value }));
    }

    async Task<PinnedMessages> GetPinnedAsync(int chatId) => new(
        await db.Messages.CountAsync(m => m.ChatId == chatId && m.IsPinned), (await MessageRows.LastPinned.ReadAsync(lookups, chatId, int.MaxValue)).SingleOrDefault());

    sealed record OldMessage(int Id, int Sequence, DateTimeOffset At, bool IsPinned, SystemMessage? Notice, int? SubjectId);

    sealed record Erased(int Version, int First, long Revision, int Count, int Files, bool ChangesLists, bool HadPins);
}
