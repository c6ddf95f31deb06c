using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>A device as its owner sees it in the list.</summary>
public sealed record SessionView(Guid Id, string Device, string Address, DateTimeOffset LastUsedAt, bool IsThisOne);

/// <summary>Who is logged in where. Checked on every request, so ending one is felt at once.</summary>
public sealed class Sessions(MessengerDb db, IEventBus bus, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    // Writing "last used" on every request would make every read a write.
    static readonly TimeSpan usedAgain = TimeSpan.FromMinutes(5);

    public async Task<Session> StartAsync(int userId, string device, string address, SessionKind kind = SessionKind.Browser)
    {
        var session = new Session
        {
            Id = Guid.CreateVersion7(), UserId = userId, Device = Start(device), Address = address, Kind = kind,
            CreatedAt = time.Now(), LastUsedAt = time.Now(),
        };
        db.Add(session);
        await db.SaveChangesAsync();
        return session;
    }

    /// <summary>Who this session belongs to, or null when it has ended, expired, or its owner was deactivated.</summary>
    public async Task<Me?> FindAsync(Guid sessionId, string address)
    {
        var now = time.Now();
        var oldest = now - Lifetime;
        var found = await db.Sessions.AsNoTracking()
            .Where(s => s.Id == sessionId && s.EndedAt == null && s.LastUsedAt > oldest && s.User.IsActive)
            .Select(s => new
            {
                s.LastUsedAt,
                s.User,
            })
            .SingleOrDefaultAsync();
        if (found is null)
        {
            return null;
        }

        if (now - found.LastUsedAt > usedAgain)
        {
            await db.WriteAsync(() => db.Sessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(
                row => row.SetProperty(s => s.LastUsedAt, now).SetProperty(s => s.Address, address)));
        }

        var user = found.User;
        return new Me(user.Id, sessionId, user.UserName!, user.FullName, user.Email!, user.Status, user.PhoneNumber, user.Avatar, user.IsAdmin, user.Look);
    }

    /// <summary>Which of these have not ended: for those who hold something open.</summary>
    public async Task<IReadOnlyCollection<Guid>> LiveAsync(IReadOnlyCollection<Guid> sessionIds)
    {
        var oldest = time.Now() - Lifetime;
        return await db.Sessions.Where(s => sessionIds.Contains(s.Id) && s.EndedAt == null && s.LastUsedAt > oldest && s.User.IsActive)
            .Select(s => s.Id).ToHashSetAsync();
    }

    public async Task<IReadOnlyList<SessionView>> ListAsync(Me me)
    {
        var oldest = time.Now() - Lifetime;
        return await db.Sessions.AsNoTracking()
            .Where(s => s.UserId == me.Id && s.EndedAt == null && s.LastUsedAt > oldest)
            .OrderByDescending(s => s.Id == me.SessionId).ThenByDescending(s => s.LastUsedAt).Take(100)
            .Select(s => new SessionView(s.Id, s.Device, s.Address, s.LastUsedAt, s.Id == me.SessionId))
            .ToListAsync();
    }

    public Task EndAsync(Me me, Guid sessionId) => EndAsync(me.Id, sessionId);

    public async Task EndAsync(int me, Guid sessionId)
    {
        if (await EndAsync(me, s => s.Id == sessionId) == 0)
        {
            throw Refused.NotFound();
        }
    }

    public Task EndOthersAsync(Me me) => EndAsync(me.Id, s => s.Id != me.SessionId);

    // Never half of a character: the database could not hold it.
    static string Start(string device) => device.Length > 300 ? device[..(char.IsHighSurrogate(device[299]) ? 299 : 300)] : device;

    async Task<int> EndAsync(int me, System.Linq.Expressions.Expression<Func<Session, bool>> which)
    {
        var now = time.Now();
        var ids = await db.WriteAsync(async () =>
        {
            var live = db.Sessions.Where(s => s.UserId == me && s.EndedAt == null).Where(which);
            var ids = await live.Select(s => s.Id).ToListAsync();
            await db.Sessions.Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(row => row.SetProperty(s => s.EndedAt, now));
            return ids;
        });

        if (ids.Count > 0)
        {
            bus.Publish(new SessionsEnded(new Delivery.Users([me]), ids));
        }

        return ids.Count;
    }
}
