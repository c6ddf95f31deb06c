using System.Text;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What was deleted is not to be read in the SQLite file either, nor what it said before it was edited. PostgreSQL clears away by itself, in its own time.</summary>
public sealed class DeletedTexts : World
{
    [Fact]
    public async Task Are_gone_from_the_files()
    {
        if (Databases.OnPostgres)
        {
            return;
        }

        var deleted = await Says(Ann, "The key lies under the third flowerpot");
        var edited = await Says(Ann, "The code of the safe is 4711");
        await Do((SearchIndexer indexer) => indexer.AddNextAsync());
        var before = await FilesAsync();
        Assert.Contains("third flowerpot", before);
        Assert.Contains("code of the safe", before);

        await Do((Messages messages) => messages.DeleteAsync(Ann, deleted.Id));
        await Do((Messages messages) => messages.EditAsync(Ann, edited.Id, "No"));

        var file = await FilesAsync();
        Assert.DoesNotContain("third flowerpot", file);
        // Kept as what it said before.
        Assert.Contains("code of the safe", file);

        await Do((Messages messages) => messages.DeleteAsync(Ann, edited.Id));

        Assert.DoesNotContain("code of the safe", await FilesAsync());
    }

    /// <summary>With what its log has, when nobody says anything.</summary>
    async Task<string> FilesAsync()
    {
        await Do((SqliteLookups lookups) =>
        {
            lookups.EmptyLog();
            return Task.FromResult(true);
        });
        var files = "";
        foreach (var path in Directory.GetFiles(Database.Folder, "messenger.db*"))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            files += await reader.ReadToEndAsync(Cancelled);
        }

        return files;
    }
}
