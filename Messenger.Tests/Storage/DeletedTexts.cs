using System.Text;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What was deleted or written anew is not to be read in the SQLite file either. PostgreSQL clears away by itself, in its own time.</summary>
public sealed class DeletedTexts : World
{
    [Fact]
    public async Task Are_gone_from_the_file()
    {
        if (Databases.OnPostgres)
        {
            return;
        }

        var deleted = await Says(Ann, "The key lies under the third flowerpot");
        var edited = await Says(Ann, "The code of the safe is 4711");
        Assert.Contains("third flowerpot", await FileAsync());

        await Do((Messages messages) => messages.DeleteAsync(Ann, deleted.Id));
        await Do((Messages messages) => messages.EditAsync(Ann, edited.Id, "No"));

        var file = await FileAsync();
        Assert.DoesNotContain("third flowerpot", file);
        Assert.DoesNotContain("4711", file);
    }

    /// <summary>With what its log has.</summary>
    async Task<string> FileAsync()
    {
        await Do((MessengerDb db) => db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)"));
        await using var file = new FileStream(Path.Combine(Database.Folder, "messenger.db"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancelled);
    }
}
