using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Wakes who removes bytes: there are some that nobody can see any more.</summary>
[PerProcess("Nothing: the node that let them go removes them, the others look every hour.")]
public sealed class OrphanSignal : WakeSignal;

/// <summary>
/// Files that nobody can see any more: their message was deleted, or never came, or the report that kept them is done; and pictures of people and groups that were
/// replaced. The rows go last, so that whoever removes the bytes finds them again after a crash.
/// </summary>
public sealed class OrphanedFiles(MessengerDb db, TimeProvider time)
{
    const int AtOnce = 200;

    /// <summary>Whether there are any to be removed. Asked again and again, so past EF.</summary>
    public static Task<bool> HasDueAsync(ILookups lookups, DateTimeOffset now) =>
        lookups.HasPassedAsync("SELECT created_at FROM files WHERE message_id IS NULL AND report_id IS NULL ORDER BY created_at LIMIT 1", now - Files.Patience);

    /// <param name="but">Those that could not be removed just now.</param>
    public async Task<IReadOnlyList<Guid>> DueAsync(params IReadOnlyCollection<Guid> but)
    {
        var (now, oldest) = (time.Now(), time.Now() - Files.Patience);
        var last = now + Leases.Longest;
        // Of one moment with the rows: a backup that is begun later knows that they are due. After a restore only what was deleted is due: an upload without a message may have one in the database before it.
        return await db.Files.Where(f => f.MessageId == null && f.ReportId == null && f.CreatedAt <= oldest && !but.Contains(f.Key)
                && !db.Leases.Any(lease => lease.Until > now && (lease.Name == Leases.Backup && lease.Until <= last || lease.Name == Leases.Restored && f.CreatedAt > DateTimeOffset.UnixEpoch)))
            .OrderBy(f => f.CreatedAt).Take(AtOnce).Select(f => f.Key).ToListAsync();
    }

    /// <summary>Of these, those whose bytes no other file needs, and what these are kept under.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> FreeBytesAsync(IReadOnlyCollection<Guid> keys)
    {
        var oldest = time.Now() - Files.Patience;
        return await db.Files.AsNoTracking()
            .Where(f => keys.Contains(f.Key) && !db.Files.Any(other => (other.Key == (f.CopyOf ?? f.Key) || other.CopyOf == (f.CopyOf ?? f.Key))
                && (other.MessageId != null || other.ReportId != null || other.CreatedAt > oldest)))
            .ToDictionaryAsync(f => f.Key, f => f.BytesKey);
    }

    /// <summary>Their bytes are gone.</summary>
    public Task ForgetAsync(IReadOnlyCollection<Guid> keys) =>
        db.WriteAsync(() => db.Files.Where(f => keys.Contains(f.Key) && f.MessageId == null && f.ReportId == null).ExecuteDeleteAsync());

    /// <summary>
    /// Those of these that no row speaks of: the process ended between the bytes and the row. None where nobody has an account:
    /// then this is rather the wrong database. None for some days after a restore: the database before it may speak of them.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> UnknownAsync(IReadOnlyCollection<Guid> keys) => await LeavesUnknownAsync() ? [] :
        [.. keys.Except(await db.Files.Where(f => keys.Contains(f.Key)).Select(f => f.Key)
            .Union(db.Files.Where(f => f.CopyOf != null && keys.Contains(f.CopyOf.Value)).Select(f => f.CopyOf!.Value)).ToListAsync())];

    /// <summary>
    /// Those of these addresses of pictures that nobody and no group has any more; none where <see cref="UnknownAsync"/> has none either way, nor while a
    /// backup is made, whose rows may name them.
    /// </summary>
    public async Task<IReadOnlyList<string>> UnknownAvatarsAsync(IReadOnlyCollection<string> avatars)
    {
        List<string> known =
        [
            .. await db.Users.Where(user => avatars.Contains(user.Avatar!)).Select(user => user.Avatar!).ToListAsync(),
            .. await db.Chats.Where(chat => avatars.Contains(chat.Avatar!)).Select(chat => chat.Avatar!).ToListAsync(),
        ];
        // After the rows: a backup that is begun later names none of them.
        return await LeavesUnknownAsync() || await IsHeldAsync(Leases.Backup, time.Now() + Leases.Longest) ? [] : [.. avatars.Except(known)];
    }

    async Task<bool> LeavesUnknownAsync() => !await db.Users.AnyAsync() || await IsHeldAsync(Leases.Restored, DateTimeOffset.MaxValue);

    Task<bool> IsHeldAsync(string lease, DateTimeOffset last)
    {
        var now = time.Now();
        return db.Leases.AnyAsync(one => one.Name == lease && one.Until > now && one.Until <= last);
    }
}

static class OrphanedFileQueries
{
    /// <summary>From now on nobody can open them, and they are due to be removed.</summary>
    public static Task<int> OrphanAsync(this IQueryable<StoredFile> files) => files.ExecuteUpdateAsync(row => row
        .SetProperty(f => f.MessageId, (int?)null)
        .SetProperty(f => f.ReportId, (int?)null)
        .SetProperty(f => f.CreatedAt, DateTimeOffset.UnixEpoch));
}
