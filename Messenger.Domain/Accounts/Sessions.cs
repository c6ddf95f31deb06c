using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>A device as its owner sees it in the list.</summary>
public sealed record SessionView(Guid Id, string Device, string Address, DateTimeOffset LastUsedAt, bool IsThisOne);

/// <summary>The sessions of people: who is logged in where. Checked on every request, so ending one is felt at once.</summary>
public sealed class Sessions(MessengerDb db, ILookups lookups, IEventBus bus, TimeProvider time)
{
    /// <summary>Without being used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90), TokenLifetime = TimeSpan.FromDays(365);

    const string Those = """
        SELECT sessions.id, kind, sessions.created_at, last_used_at, users.id, username, full_name, email, status, phone_number, avatar,
               is_admin, language, theme, density, time_zone, is_email_verified, shows_email, shows_phone, quiet,
               EXISTS (SELECT 1 FROM push_subscriptions AS push WHERE push.session_id = sessions.id), awaits_verification,
               (SELECT string_agg(CAST(mine.blocked_id AS TEXT), ' ') FROM blocks AS mine WHERE mine.user_id = users.id),
               (SELECT string_agg(CAST(others.user_id AS TEXT), ' ') FROM blocks AS others WHERE others.blocked_id = users.id), hides_presence, hides_reads, leaves_at
        FROM sessions JOIN users ON users.id = sessions.user_id WHERE ended_at IS NULL AND is_active AND
        """;

    const string LivingById = $"{Those} sessions.id = $1", LivingByToken = $"{Those} token_hash = $1";

    // Writing "last used" on every request would make every read a write.
    static readonly TimeSpan usedAgain = TimeSpan.FromMinutes(5);

    /// <summary>
    /// For somebody whose password was just found right. If it has been changed since, which ended all sessions there were, this is
    /// one that it would have ended.
    /// </summary>
    /// <param name="prove">What else is to be true, in the same transaction.</param>
    public Task<Session> StartAsync(User proven, string device, string address, SessionKind kind, Func<Task> prove) => db.WriteAsync(async () =>
    {
        await db.LockInstallationAsync();
        if (!await db.Users.AnyAsync(user => user.Id == proven.Id && user.SecurityStamp == proven.SecurityStamp))
        {
            throw Accounts.WrongPassword();
        }

        await prove();
        return await StartAsync(proven.Id, device, address, kind);
    });

    /// <summary>Whether somebody has logged in before, but never with such a browser or program from there.</summary>
    internal async Task<bool> IsNewDeviceAsync(int userId, string device, string address)
    {
        var (named, theirs) = (Start(device), db.Sessions.Where(s => s.UserId == userId && s.Kind != SessionKind.Token));
        return await theirs.AnyAsync() && !await theirs.AnyAsync(s => s.Device == named && s.Address == address);
    }

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
    public Task<Me?> FindAsync(Guid sessionId, string address) => FindAsync(LivingById, sessionId, address);

    /// <summary>Which of these have not ended, and whether whose it is hides that they are here: for those who hold something open.</summary>
    public async Task<IReadOnlyDictionary<Guid, bool>> LiveAsync(IReadOnlyCollection<Guid> sessionIds)
    {
        var (oldest, oldestToken) = (time.Now() - Lifetime, time.Now() - TokenLifetime);
        return await db.Sessions
            .Where(s => EF.Parameter(sessionIds).Contains(s.Id) && s.EndedAt == null && s.User.IsActive
                && (s.Kind == SessionKind.Token ? s.LastUsedAt > oldestToken : s.LastUsedAt > oldest))
            .Select(s => new { s.Id, s.User.HidesPresence }).ToDictionaryAsync(s => s.Id, s => s.HidesPresence);
    }

    /// <summary>Devices and programs that logged in; personal tokens have a list of their own.</summary>
    public async Task<IReadOnlyList<SessionView>> ListAsync(Me me)
    {
        var oldest = time.Now() - Lifetime;
        return await db.Sessions.AsNoTracking()
            .Where(s => s.UserId == me.Id && s.Kind != SessionKind.Token && s.EndedAt == null && s.LastUsedAt > oldest)
            .OrderByDescending(s => s.Id == me.SessionId).ThenByDescending(s => s.LastUsedAt).Take(100)
            .Select(s => new SessionView(s.Id, s.Device, s.Address, s.LastUsedAt, s.Id == me.SessionId))
            .ToListAsync();
    }

    public async Task EndAsync(Me me, Guid sessionId)
    {
        RefuseTokens(me, sessionId);
        if (await EndAsync(me.Id, s => s.Id == sessionId) == 0)
        {
            throw Refused.NotFound();
        }
    }

    /// <summary>Whether or not somebody else has ended it already.</summary>
    public Task EndAnywayAsync(int me, Guid sessionId) => EndAsync(me, s => s.Id == sessionId);

    /// <summary>Those of the list but this one.</summary>
    public Task EndOthersAsync(Me me)
    {
        RefuseTokens(me, null);
        return EndAsync(me.Id, s => s.Id != me.SessionId && s.Kind != SessionKind.Token);
    }

    internal Task<Me?> FindByTokenAsync(byte[] hash, string address) => FindAsync(LivingByToken, hash, address);

    async Task<Me?> FindAsync(string which, object key, string address)
    {
        var now = time.Now();
        if (await lookups.FirstAsync(which, SessionRow.Read, key) is not { } found
            || found.LastUsedAt <= now - (found.Kind is SessionKind.Token ? TokenLifetime : Lifetime))
        {
            return null;
        }

        // The first use of a token is worth knowing at once.
        var isNew = found.Kind is SessionKind.Token && found.LastUsedAt == found.CreatedAt;
        if (isNew || now - found.LastUsedAt > usedAgain)
        {
            await db.WriteAsync(() => db.Sessions.Where(s => s.Id == found.Me.SessionId).ExecuteUpdateAsync(
                row => row.SetProperty(s => s.LastUsedAt, now).SetProperty(s => s.Address, address)));
        }

        return found.Me;
    }

    /// <summary>Within a transaction of the caller, who tells after it.</summary>
    internal async Task<IReadOnlyList<Guid>> EndWithinAsync(int userId, Expression<Func<Session, bool>> which)
    {
        var now = time.Now();
        var ids = await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).Where(which).Select(s => s.Id).ToListAsync();
        await db.Sessions.Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(row => row.SetProperty(s => s.EndedAt, now));
        await db.PushSubscriptions.Where(s => ids.Contains(s.SessionId)).ExecuteDeleteAsync();
        return ids;
    }

    /// <summary>Within a transaction of the caller, after the lock that changing a password takes too: a token must not outlive what made it.</summary>
    internal async Task RefuseEndedAsync(Me me)
    {
        if (!await db.Sessions.AnyAsync(s => s.Id == me.SessionId && s.EndedAt == null))
        {
            throw new Refused(Reason.Unknown, "session_ended", "Your session has ended. Nothing was changed.");
        }
    }

    internal void TellEnded(int userId, IReadOnlyList<Guid> ids)
    {
        if (ids.Count > 0)
        {
            bus.Publish(new SessionsEnded(new Delivery.Users([userId]), ids));
        }
    }

    // A script may stop being logged in itself. Whoever found its token must not be able to lock its owner out.
    static void RefuseTokens(Me me, Guid? sessionId)
    {
        if (me.IsToken && sessionId != me.SessionId)
        {
            throw Refused.Forbidden("end_by_token", "A token cannot log devices out. Log in for that.");
        }
    }

    // Never half of a character: the database could not hold it.
    static string Start(string device) => device.Length > 300 ? device[..(char.IsHighSurrogate(device[299]) ? 299 : 300)] : device;

    async Task<int> EndAsync(int me, Expression<Func<Session, bool>> which)
    {
        var ids = await db.WriteAsync(() => EndWithinAsync(me, which));
        TellEnded(me, ids);
        return ids.Count;
    }

    /// <summary>A session that has not ended, and whose it is.</summary>
    sealed record SessionRow(SessionKind Kind, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, Me Me)
    {
        public static SessionRow Read(DbDataReader row) => new(
            Enum.Parse<SessionKind>(row.GetString(1), ignoreCase: true), row.Time(2), row.Time(3),
            new Me(row.GetInt32(4), row.GetGuid(0), row.GetString(5), row.Text(6), row.GetString(7), row.Text(8), row.Text(9), row.Text(10), row.GetBoolean(11),
                new Preferences(row.GetString(12), row.GetString(13), row.GetString(14), row.GetString(15), row.GetString(19)))
            {
                IsToken = Enum.Parse<SessionKind>(row.GetString(1), ignoreCase: true) is SessionKind.Token, IsVerified = row.GetBoolean(16), ShowsEmail = row.GetBoolean(17), ShowsPhone = row.GetBoolean(18),
                IsPushedTo = row.GetBoolean(20), AwaitsVerification = row.GetBoolean(21), Blocked = BlockedPeople.Read(row.Text(22), row.Text(23)),
                HidesPresence = row.GetBoolean(24), HidesReads = row.GetBoolean(25), LeavesAt = row.IsDBNull(26) ? null : row.Time(26),
            });
    }
}
