using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// Keeps what somebody has begun to write. It is a part of the membership, so sending ends it in a row that a send changes
/// anyway.
/// </summary>
public sealed class Drafts(MessengerDb db, ILookups lookups, IEventBus bus)
{
    /// <summary>Where the columns of one begin among those of a membership called <c>mine</c>.</summary>
    internal const string Columns = "mine.draft_id, mine.draft_text, mine.draft_reply_to, mine.draft_version";

    const string Mine = $"SELECT {Columns} FROM chat_participants AS mine WHERE mine.chat_id = $1 AND mine.user_id = $2";

    public async Task<Draft> GetAsync(int me, int chatId) =>
        await lookups.FirstAsync(Mine, row => Read(row, 0), chatId, me) ?? throw Refused.NotFound();

    /// <summary>Nothing to be read, and nothing that it would answer, is no draft: then there is none any more.</summary>
    /// <param name="id">Null: it has none yet.</param>
    /// <param name="version">Of the one that this is to replace; null replaces any.</param>
    public async Task<Draft> SaveAsync(int me, int chatId, string? text, int? replyTo = null, Guid? id = null, int? version = null)
    {
        var kept = Message.CheckLength(TextRules.Text(text ?? "", "text"));
        var (draft, isNew) = await db.WriteAsync(async () =>
        {
            var mine = await db.LockMembershipAsync(chatId, me) ?? throw Refused.NotFound();
            await db.RequireHereAsync(me);
            // What is answered may be gone by now: the text is worth keeping all the same.
            var answered = replyTo is not null && await db.Messages.AnyAsync(m => m.Id == replyTo && m.ChatId == chatId && m.Notice == null) ? replyTo : null;
            var isNew = mine.Begin(kept, answered, id ?? Guid.NewGuid(), version);
            await db.SaveChangesAsync();
            return (mine.Draft, isNew);
        });
        if (isNew)
        {
            Tell(me, chatId, draft);
        }

        return draft;
    }

    /// <summary>Says to all my devices how it is after something was sent.</summary>
    internal async Task TellAsync(int me, int chatId) => Tell(me, chatId, await GetAsync(me, chatId));

    internal static Draft Read(DbDataReader row, int at) =>
        new(row.IsDBNull(at) ? null : row.GetGuid(at), row.Text(at + 1), row.IsDBNull(at + 2) ? null : row.GetInt32(at + 2), row.GetInt32(at + 3));

    void Tell(int me, int chatId, Draft draft) => bus.Publish(new DraftChanged(new Delivery.Users([me]), chatId, draft));
}
