using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Reading a chat: its pages, one message, and what changed while one was away. Always by sequence, never by offset.</summary>
public sealed class History(MessengerDb db, RecentPageCache recent)
{
    public const int PageLimit = 50, ChangesLimit = 500;

    const string StandingOf = """
        SELECT chats.revision, mine.read_sequence, chats.last_sequence, installation.people_version
        FROM chat_participants AS mine JOIN chats ON chats.id = mine.chat_id CROSS JOIN installation
        WHERE mine.chat_id = $1 AND mine.user_id = $2
        """;

    /// <summary>How I stand to a chat: the check before anything kept of it is shown.</summary>
    public async Task<ChatState> GetStateAsync(int me, int chatId) =>
        await db.FirstAsync(StandingOf, ChatState.Read, chatId, me) ?? throw Refused.NotFound();

    /// <summary>The newest page.</summary>
    public async Task<MessagePage> NewestAsync(int me, int chatId) => await recent.OfAsync(chatId, await GetStateAsync(me, chatId),
        async () => await OlderAsync(me, chatId, int.MaxValue) with { HasNewer = false });

    /// <summary>The page that ends before a sequence.</summary>
    public async Task<MessagePage> OlderAsync(int me, int chatId, int before, int limit = PageLimit)
    {
        var found = await Mine(me, chatId).Where(m => m.Sequence < before)
            .OrderByDescending(m => m.Sequence).Take(limit + 1).ViewsAsync(db);
        await KnowsAsync(me, chatId, found);
        return new MessagePage([.. found.Take(limit).Reverse()], HasOlder: found.Count > limit, HasNewer: true);
    }

    /// <summary>The page that begins after a sequence.</summary>
    public async Task<MessagePage> NewerAsync(int me, int chatId, int after, int limit = PageLimit)
    {
        var found = await Mine(me, chatId).Where(m => m.Sequence > after).OrderBy(m => m.Sequence).Take(limit + 1).ViewsAsync(db);
        await KnowsAsync(me, chatId, found);
        return new MessagePage([.. found.Take(limit)], HasOlder: after > 0, HasNewer: found.Count > limit);
    }

    /// <summary>A page with this sequence in it, a few before and the most after.</summary>
    public Task<MessagePage> AroundAsync(int me, int chatId, int sequence) => NewerAsync(me, chatId, Math.Max(11, sequence) - 11);

    /// <summary>For programs: what is not deleted, oldest first, the newest <paramref name="limit"/> after skipping some.</summary>
    /// <param name="before">The id of the message the page ends before; it goes ahead of <paramref name="after"/> and <paramref name="skip"/>.</param>
    /// <param name="after">The id of the message the page begins after.</param>
    public async Task<IReadOnlyList<MessageView>> ListAsync(int me, int chatId, int skip, int limit, int? before, int? after)
    {
        var there = Mine(me, chatId).Where(m => !m.IsDeleted);
        var found = (before, after) switch
        {
            ({ } id, _) when await PlaceAsync(me, chatId, id) is var place => there.Where(m => m.Sequence < place).OrderByDescending(m => m.Sequence),
            (_, { } id) when await PlaceAsync(me, chatId, id) is var place => there.Where(m => m.Sequence > place).OrderBy(m => m.Sequence),
            _ => there.OrderByDescending(m => m.Sequence).Skip(skip),
        };
        var page = await found.Take(limit).ViewsAsync(db);
        await KnowsAsync(me, chatId, page);
        return [.. page.OrderBy(m => m.Sequence)];
    }

    public async Task<MessageView> OneAsync(int me, int chatId, int messageId) =>
        (await Mine(me, chatId).Where(m => m.Id == messageId).ViewsAsync(db)).SingleOrDefault() ?? throw Refused.NotFound();

    /// <summary>Everything that changed since a revision, by sequence (the idea of IMAP CONDSTORE, RFC 7162).</summary>
    public async Task<Changes> ChangesAsync(int me, int chatId, long after, Guid epoch)
    {
        var now = await db.Memberships.AsNoTracking().Where(m => m.ChatId == chatId && m.UserId == me)
            .Select(m => new { m.Chat.Revision, m.Chat.ChangedRevision, Epoch = db.Installations.Where(i => i.Id == 1).Select(i => i.Epoch).First() })
            .SingleOrDefaultAsync() ?? throw Refused.NotFound();
        var isOther = epoch != now.Epoch || after > now.Revision;
        var found = isOther ? [] : await Mine(me, chatId).Where(m => m.Revision > after).OrderBy(m => m.Revision).Take(ChangesLimit + 1).ViewsAsync(db);
        var isTooMuch = found.Count > ChangesLimit;
        return new Changes(now.Epoch, now.Revision, isOther || isTooMuch,
            isTooMuch ? [] : [.. found.OrderBy(m => m.Sequence)], now.ChangedRevision > after);
    }

    /// <summary>How far a chat is, or 0 when it is not mine: what a heartbeat compares.</summary>
    public async Task<long> RevisionAsync(int me, int chatId) => (await db.FirstAsync(StandingOf, ChatState.Read, chatId, me))?.Revision ?? 0;

    public async Task<Guid> EpochAsync() =>
        (await db.FirstAsync("SELECT epoch FROM installation", row => new Installation { Epoch = row.GetGuid(0) }))!.Epoch;

    async Task<int> PlaceAsync(int me, int chatId, int messageId) =>
        await Mine(me, chatId).Where(m => m.Id == messageId).Select(m => (int?)m.Sequence).SingleOrDefaultAsync() ?? throw Refused.NotFound();

    IQueryable<Message> Mine(int me, int chatId) =>
        db.Messages.Where(m => m.ChatId == chatId && db.Memberships.Any(mine => mine.ChatId == chatId && mine.UserId == me));

    // An empty page may mean an empty chat or somebody else's.
    async Task KnowsAsync(int me, int chatId, IReadOnlyList<MessageView> found)
    {
        if (found.Count == 0 && !await db.Memberships.AnyAsync(m => m.ChatId == chatId && m.UserId == me))
        {
            throw Refused.NotFound();
        }
    }
}
