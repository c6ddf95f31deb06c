using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>One line of the audit.</summary>
/// <param name="Actor">Null: it was done at the command line.</param>
public sealed record AuditView(int Id, DateTimeOffset At, PersonView? Actor, string Act, PersonView? Subject, string? Detail);

/// <summary>A page of what admins did, the newest first.</summary>
/// <param name="Before">Where the next page begins; null when there is none.</param>
public sealed record AuditPage(IReadOnlyList<AuditView> Lines, int? Before);

/// <summary>The record of what admins did: who did what to whom, and when.</summary>
public sealed class Audit(MessengerDb db, TimeProvider time)
{
    public const int PageLimit = 50;

    /// <param name="before">Where the page before ended.</param>
    public async Task<AuditPage> ListAsync(Actor me, int? before = null)
    {
        await db.RequireAdminAsync(me);
        var found = await db.AuditEntries.AsNoTracking().Include(entry => entry.Actor).Include(entry => entry.Subject)
            .Where(entry => before == null || entry.Id < before).OrderByDescending(entry => entry.Id).Take(PageLimit + 1).ToListAsync();
        return new AuditPage([.. found.Take(PageLimit).Select(View)], found.Count > PageLimit ? found[PageLimit - 1].Id : null);
    }

    /// <summary>Of what is done outside the database, before it is done.</summary>
    public Task RecordAsync(Actor me, string act, string? detail = null) => db.ActAsync(me, () =>
    {
        Add(me, act, detail: detail);
        return Task.FromResult(true);
    });

    /// <summary>Within the transaction of the act.</summary>
    internal void Add(Actor me, string act, int? subjectId = null, string? detail = null) =>
        db.Add(new AuditEntry { At = time.Now(), ActorId = me.UserId, Act = act, SubjectId = subjectId, Detail = detail });

    static AuditView View(AuditEntry entry) => new(entry.Id, entry.At, Person(entry.Actor), entry.Act, Person(entry.Subject), entry.Detail);

    static PersonView? Person(User? user) => user is null ? null : PersonView.From(user);
}
