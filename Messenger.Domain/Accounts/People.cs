using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The verbs by which people find each other.</summary>
public sealed class People(MessengerDb db)
{
    public const int Limit = 50;

    /// <summary>
    /// By parts of the name and username in any order, or an e-mail shown to everybody, those I share a chat with first; never me, nor
    /// who is in a chat of mine already.
    /// </summary>
    public async Task<IReadOnlyList<PersonView>> FindAsync(int me, string? typed, int? notInChat = null, int skip = 0, int limit = Limit)
    {
        var (words, address) = (SearchText.Words(typed), TextRules.Account(typed));
        var mine = db.Memberships.Where(m => m.UserId == me).Select(m => m.ChatId);
        // Of a sign that is left out, such as a lone dash, nothing remains to find.
        var isNamed = words.Count > 0 || address == "";
        return await SeenAsync(me, db.Users
            .Where(user => user.Id != me && user.IsActive && (isNamed && words.All(word => user.Searchable.Contains(word)) || user.ShowsEmail && user.NormalizedEmail == address)
                && !db.Memberships.Any(m => m.ChatId == notInChat && m.UserId == user.Id && mine.Contains(m.ChatId)))
            .OrderByDescending(user => db.Memberships.Any(m => m.UserId == user.Id && mine.Contains(m.ChatId)))
            .ThenBy(user => user.Searchable).ThenBy(user => user.Id)
            .Skip(skip).Take(limit));
    }

    public async Task<PersonView> OneAsync(int me, int userId) =>
        (await SeenAsync(me, db.Users.Where(user => user.Id == userId && (user.IsActive || user.Id == me)))).SingleOrDefault() ?? throw Refused.NotFound();

    /// <summary>Also somebody who is not here any more: names in messages, lists of members and reactions lead to them.</summary>
    public async Task<PersonView> CardAsync(int me, int userId) =>
        (await SeenAsync(me, db.Users.Where(user => user.Id == userId))).SingleOrDefault() ?? throw Refused.NotFound();

    public Task<IReadOnlyList<PersonView>> ManyAsync(int me, IReadOnlyCollection<int> userIds) => SeenAsync(me, db.Users
        .Where(user => userIds.Contains(user.Id) && user.IsActive && user.Id != me).OrderBy(user => user.Searchable).Take(Chat.MemberLimit));

    /// <summary>Those I share a chat with, and not one of over 100 people.</summary>
    public Task<IReadOnlyList<int>> AcquaintancesAsync(int me) => NearAsync(me, db.Memberships);

    /// <summary>Those of them who are told about my coming and going: neither has blocked the other, and they do not hide their own.</summary>
    public Task<IReadOnlyList<int>> WatchersAsync(int me)
    {
        var blocked = Blocks.With(db, me);
        return NearAsync(me, db.Memberships.Where(m => !m.User.HidesPresence && !blocked.Contains(m.UserId)));
    }

    async Task<IReadOnlyList<int>> NearAsync(int me, IQueryable<Membership> others)
    {
        // Counted once for each chat of mine, not for each person in it.
        var chats = await db.Memberships.Where(m => m.UserId == me && db.Memberships.Count(other => other.ChatId == m.ChatId) <= 100)
            .Select(m => m.ChatId).ToListAsync();
        return chats.Count == 0 ? [] : await others.Where(m => chats.Contains(m.ChatId))
            .Select(m => m.UserId).Distinct().OrderBy(id => id).Take(10_000).ToListAsync();
    }

    async Task<IReadOnlyList<PersonView>> SeenAsync(int me, IQueryable<User> people)
    {
        var mine = db.Memberships.Where(m => m.UserId == me).Select(m => m.ChatId);
        var seen = await people.AsNoTracking()
            .Select(user => new { user, isNear = user.Id == me || db.Memberships.Any(m => m.UserId == user.Id && mine.Contains(m.ChatId)) }).ToListAsync();
        return [.. seen.Select(found => PersonView.From(found.user) with { IsStranger = !found.isNear })];
    }
}
