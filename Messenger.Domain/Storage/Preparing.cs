using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>What a database needs before it is used.</summary>
public static class Preparing
{
    public static async Task PrepareAsync(this MessengerDb db)
    {
        await db.SettleAsync();
        if ((await db.Database.GetPendingMigrationsAsync()).Any())
        {
            await db.Database.MigrateAsync();
        }

        if (!await db.Installations.AnyAsync())
        {
            db.Add(new Installation { Id = 1, Epoch = Guid.NewGuid() });
            await db.SaveChangesAsync();
        }
    }
}
