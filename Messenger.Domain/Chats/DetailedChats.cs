using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Chats with everybody in them, for programs.</summary>
public sealed class DetailedChats(MessengerDb db)
{
    /// <summary>By last activity. Whoever pages by offset may see one twice when somebody writes meanwhile.</summary>
    public Task<IReadOnlyList<ChatDetails>> ListAsync(int me, int skip, int limit) => WholeAsync(db.Memberships.AsNoTracking()
        .Where(m => m.UserId == me).OrderByDescending(m => m.Chat.UpdatedAt).ThenByDescending(m => m.ChatId).Skip(skip).Take(limit));

    public async Task<ChatDetails> OneAsync(int me, int chatId) =>
        (await WholeAsync(db.Memberships.AsNoTracking().Where(m => m.UserId == me && m.ChatId == chatId))).SingleOrDefault() ?? throw Refused.NotFound();

    /// <summary>For those who deliver events: with nothing in it that differs from member to member, and the first so many people.</summary>
    public async Task<ChatDetails> ForAllAsync(int chatId, int people)
    {
        var anybody = db.Memberships.AsNoTracking().Where(m => m.ChatId == chatId).OrderBy(m => m.UserId).Take(1);
        var chat = (await WholeAsync(anybody)).SingleOrDefault() ?? throw Refused.NotFound();
        return chat with { People = [.. chat.People.Take(people)], Unread = 0, LastReadId = null };
    }

    async Task<IReadOnlyList<ChatDetails>> WholeAsync(IQueryable<Membership> mine)
    {
        var rows = await mine.Select(m => new
        {
            m.Chat, m.ReadSequence,
            LastReadId = db.Messages.Where(read => read.ChatId == m.ChatId && read.Sequence == m.ReadSequence).Select(read => (int?)read.Id).FirstOrDefault(),
        }).ToListAsync();
        var ids = rows.ConvertAll(row => row.Chat.Id);
        var people = (await db.Memberships.AsNoTracking().Where(m => ids.Contains(m.ChatId)).OrderBy(m => m.JoinedAt).ThenBy(m => m.UserId)
            .Select(m => new { m.ChatId, Person = PersonView.From(m.User) }).ToListAsync()).ToLookup(row => row.ChatId, row => row.Person);
        var last = (await db.Messages.Where(m => ids.Contains(m.ChatId) && m.Sequence == m.Chat.LastSequence).ViewsAsync(db)).ToDictionary(m => m.ChatId);

        return rows.ConvertAll(row => new ChatDetails(
            row.Chat.Id, row.Chat.Name, row.Chat.IsGroup, row.Chat.Avatar, row.Chat.CreatedBy, row.Chat.CreatedAt, row.Chat.UpdatedAt,
            [.. people[row.Chat.Id]], last.GetValueOrDefault(row.Chat.Id), row.Chat.LastSequence - row.ReadSequence, row.LastReadId,
            row.Chat.LastSequence, row.Chat.Revision));
    }
}
