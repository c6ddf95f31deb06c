using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Keys that all nodes share. Whoever makes one says which it knew: of several nodes that find a key missing at once, one makes it.</summary>
public sealed class StoredKeys(MessengerDb db)
{
    /// <summary>Newest first. Asked at every start, so past EF.</summary>
    public static Task<List<StoredKey>> AllAsync(ILookups lookups, string purpose) => lookups.AllAsync(
        "SELECT name, value, created_at FROM keys WHERE purpose = $1 ORDER BY created_at DESC, name DESC",
        row => new StoredKey { Purpose = purpose, Name = row.GetString(0), Value = row.GetFieldValue<byte[]>(1), CreatedAt = row.Time(2) }, purpose);

    /// <summary>By which push services know this messenger, as PKCS 8: made with the database, and never another.</summary>
    public static async Task<byte[]> PushAsync(ILookups lookups) => (await lookups.AllAsync("SELECT push_key FROM installation", row => row.GetFieldValue<byte[]>(0))).Single();

    /// <summary>False, and nothing is added, when there is one by now that was not known.</summary>
    /// <param name="known">The names of those that there were when these were found missing.</param>
    public Task<bool> AddAsync(string purpose, IReadOnlyCollection<string> known, IReadOnlyCollection<StoredKey> more) => db.WriteAsync(async () =>
    {
        await db.LockInstallationAsync();
        if (await db.Keys.AnyAsync(key => key.Purpose == purpose && !known.Contains(key.Name)))
        {
            return false;
        }

        db.AddRange(more);
        await db.SaveChangesAsync();
        return true;
    });

    public Task DeleteAsync(string purpose, IReadOnlyCollection<string> names) =>
        db.WriteAsync(() => db.Keys.Where(key => key.Purpose == purpose && names.Contains(key.Name)).ExecuteDeleteAsync());
}
