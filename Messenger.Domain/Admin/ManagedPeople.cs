using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The verbs of an admin for people: find them all, let them in or not, and make admins of them. Their messages are nothing he
/// sees, and stay unless he deletes an account with them.
/// </summary>
public sealed class ManagedPeople(MessengerDb db, Audit audit, Sessions sessions, JobSignal jobs, DepartureSignal departures, TimeProvider time)
{
    public const int PageLimit = 50;

    /// <param name="typed">Parts of the name, username or address; nothing: everybody.</param>
    /// <param name="before">Where the page before ended.</param>
    public async Task<ManagedPeoplePage> ListAsync(Actor me, string? typed = null, PeopleFilter filter = PeopleFilter.All, int? before = null)
    {
        await db.RequireAdminAsync(me);
        var (words, address) = (SearchText.Words(typed), TextRules.Account(typed));
        var isNamed = words.Count > 0 || address == "";
        var found = await ShownAsync(db.Users
            .Where(user => (before == null || user.Id < before)
                && (filter == PeopleFilter.All || (filter == PeopleFilter.Admins ? user.IsAdmin : !user.IsActive && user.DeletedAt == null))
                && (isNamed && words.All(word => user.Searchable.Contains(word)) || address != "" && user.NormalizedEmail!.Contains(address)))
            .OrderByDescending(user => user.Id).Take(PageLimit + 1));
        return new ManagedPeoplePage([.. found.Take(PageLimit)], found.Count > PageLimit ? found[PageLimit - 1].Person.Id : null);
    }

    public async Task<ManagedPerson> OneAsync(Actor me, int userId)
    {
        await db.RequireAdminAsync(me);
        return (await ShownAsync(db.Users.Where(user => user.Id == userId))).SingleOrDefault() ?? throw Refused.NotFound();
    }

    /// <summary>Who is called so, by username or e-mail.</summary>
    public async Task<int> FindAsync(Actor me, string typed)
    {
        await db.RequireAdminAsync(me);
        var name = TextRules.Account(typed);
        return await db.Users.Where(user => user.NormalizedUserName == name || user.NormalizedEmail == name).Select(user => (int?)user.Id).FirstOrDefaultAsync()
            ?? throw new Refused(Reason.NotFound, "nobody_called_so", "Nobody here is called so. Give the username or the e-mail address, whole.");
    }

    /// <summary>Nobody logs in with this account any more, and every session ends at once. What they said stays.</summary>
    public async Task DeactivateAsync(Actor me, int userId)
    {
        var ended = await ChangeAsync(me, userId, AuditActs.Deactivated, async user =>
        {
            await db.RequireAnotherAdminAsync(user);
            user.Deactivate(time.Now());
            return await sessions.EndWithinAsync(userId, _ => true);
        });
        sessions.TellEnded(userId, ended ?? []);
    }

    public Task ActivateAsync(Actor me, int userId) => ChangeAsync(me, userId, AuditActs.Activated, user =>
    {
        user.Activate(time.Now());
        return Task.FromResult(true);
    });

    /// <summary>What <see cref="Departures"/> do, at once and for good: from now on nobody gets in, and what is left goes within moments, or as soon as the messenger runs.</summary>
    /// <param name="withMessages">What they said goes, too.</param>
    public async Task DeleteAsync(Actor me, int userId, bool withMessages)
    {
        var ended = await ChangeAsync(me, userId, AuditActs.Deleted, async user =>
        {
            await db.RequireAnotherAdminAsync(user);
            user.Deactivate(time.Now());
            user.Leave(time.Now(), withMessages, time.Now());
            return await sessions.EndWithinAsync(userId, _ => true);
        });
        sessions.TellEnded(userId, ended ?? []);
        departures.Wake();
    }

    /// <summary>Logs them out everywhere, programs too.</summary>
    /// <returns>How many sessions that were.</returns>
    public async Task<int> EndSessionsAsync(Actor me, int userId)
    {
        var ended = await db.ActAsync(me, async () =>
        {
            await RequireAsync(userId);
            audit.Add(me, AuditActs.EndedSessions, userId);
            return await sessions.EndWithinAsync(userId, _ => true);
        });
        sessions.TellEnded(userId, ended);
        return ended.Count;
    }

    public Task MakeAdminAsync(Actor me, int userId) => ChangeAsync(me, userId, AuditActs.MadeAdmin, user =>
    {
        user.RequireActive();
        user.BecomeAdmin();
        return Task.FromResult(true);
    });

    /// <summary>An admin may do so to himself, unless he is the only one.</summary>
    public Task UnmakeAdminAsync(Actor me, int userId) => ChangeAsync(me, userId, AuditActs.UnmadeAdmin, async user =>
    {
        await db.RequireAnotherAdminAsync(user);
        user.ResignAdmin();
        return true;
    });

    /// <summary>Mails them the link to a new password that they could have asked for themselves.</summary>
    public async Task SendPasswordResetAsync(Actor me, int userId)
    {
        await db.ActAsync(me, async () =>
        {
            var user = await RequireAsync(userId);
            user.RequireActive();
            db.Add(Job.New(MailLinks.Reset, user.Email!, time.Now()));
            audit.Add(me, AuditActs.SentPasswordReset, userId);
            return true;
        });
        jobs.Wake();
    }

    /// <summary>What is so already is not done again, and not written down.</summary>
    Task<T?> ChangeAsync<T>(Actor me, int userId, string act, Func<User, Task<T>> change) => db.ActAsync(me, async () =>
    {
        var user = await RequireAsync(userId);
        if (IsSo(user, act))
        {
            return default;
        }

        var result = await change(user);
        audit.Add(me, act, userId);
        await db.PeopleChangedAsync();
        return result;
    });

    static bool IsSo(User user, string act) => act switch
    {
        AuditActs.Deactivated => !user.IsActive,
        AuditActs.Activated => user.IsActive,
        AuditActs.MadeAdmin => user.IsAdmin,
        AuditActs.UnmadeAdmin => !user.IsAdmin,
        _ => false,
    };

    async Task<User> RequireAsync(int userId)
    {
        var user = await db.Users.SingleOrDefaultAsync(user => user.Id == userId) ?? throw Refused.NotFound();
        return user.IsGone(time.Now()) ? throw User.Gone() : user;
    }

    async Task<List<ManagedPerson>> ShownAsync(IQueryable<User> people)
    {
        var (oldest, oldestToken) = (time.Now() - Sessions.Lifetime, time.Now() - Sessions.TokenLifetime);
        var found = await people.AsNoTracking().Select(user => new
        {
            user,
            hasTwoSteps = db.SecondFactors.Any(factor => factor.UserId == user.Id && factor.OnSince != null),
            last = db.Sessions.Where(s => s.UserId == user.Id).Max(s => (DateTimeOffset?)s.LastUsedAt),
            sessions = db.Sessions.Count(s => s.UserId == user.Id && s.EndedAt == null && s.LastUsedAt > (s.Kind == SessionKind.Token ? oldestToken : oldest)),
        }).ToListAsync();
        return found.ConvertAll(one => new ManagedPerson(PersonView.From(one.user), one.user.Email!, one.user.IsAdmin, one.hasTwoSteps, one.last, one.sessions, one.user.LeavesAt));
    }
}
