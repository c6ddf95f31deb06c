using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Messenger.Domain;

/// <summary>Gives a database what it needs before it is used.</summary>
public static class DatabasePreparation
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(10);

    /// <param name="count">Of all migrations: one may be merged that is older than the newest.</param>
    internal static async Task<bool> HasAsync(this ILookups lookups, string newest, int count)
    {
        try
        {
            return await lookups.FirstAsync(
                """
                SELECT migration_id FROM "__EFMigrationsHistory"
                WHERE migration_id = $1 AND (SELECT COUNT(*) FROM "__EFMigrationsHistory") = $2
                AND EXISTS (SELECT 1 FROM installation WHERE folding = $3 AND push_key IS NOT NULL)
                """,
                row => row.GetString(0), newest, count, Installation.NewestFolding) is not null;
        }
        catch (Exception failure) when (failure is DbException or TimeoutException)
        {
            // It is empty, or away: preparing it finds out, and says so.
            return false;
        }
    }

    public static async Task PrepareAsync(this MessengerDb db)
    {
        // Nobody waits for an answer here, and a large table takes longer than anybody would.
        db.Database.SetCommandTimeout(patience);
        await db.ConnectAsync();
        await db.InitializeAsync();

        if (!await db.GetService<IRelationalDatabaseCreator>().ExistsAsync())
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateAsync();
        }

        await db.WithMigrationLockAsync(async () =>
        {
            // Asking an empty PostgreSQL for its migrations would put an error into the log of everybody's first start.
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync();
            if ((await db.Database.GetPendingMigrationsAsync()).Any())
            {
                await db.Database.MigrateAsync();
            }

            if (!await db.Installations.AnyAsync())
            {
                db.Add(new Installation { Id = 1, Epoch = Guid.NewGuid(), Folding = Installation.NewestFolding });
                await db.SaveChangesAsync();
            }
            else if (await db.Installations.AnyAsync(row => row.Folding != Installation.NewestFolding))
            {
                await db.FoldAsync();
            }

            if (await db.Installations.SingleOrDefaultAsync(row => row.PushKey == null) is { } keyless)
            {
                using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                keyless.PushKey = key.ExportPkcs8PrivateKey();
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        });

        // Contexts are pooled: the next to have this one is a request.
        db.Database.SetCommandTimeout(null);
    }

    // By this program and not by the database: neither SQLite nor PostgreSQL can.
    static async Task FoldAsync(this MessengerDb db)
    {
        var users = await db.Users.ToListAsync();
        users.ForEach(user => user.Fold());
        var groups = await db.Chats.Where(chat => chat.Name != null).ToListAsync();
        groups.ForEach(chat => chat.Fold());
        await db.ForgetSearchedTextsAsync();
        (await db.Installations.SingleAsync()).Folding = Installation.NewestFolding;
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    // A database that was started together with us may need longer than we do, or than anybody waits for a request.
    static async Task ConnectAsync(this MessengerDb db)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await db.Database.OpenConnectionAsync();
                await db.Database.CloseConnectionAsync();
                return;
            }
            catch (Exception away) when (DatabaseUnavailable.Explains(away) && tries < 10)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
            catch (DbException)
            {
                // It is there and empty, or it is not: what comes next makes it, or says so.
                return;
            }
        }
    }
}
