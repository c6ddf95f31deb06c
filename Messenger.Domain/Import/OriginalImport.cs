using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// Brings everything that the database of the original Messenger holds, under the ids it has there, in one transaction. Done again it brings what has
/// come since: what is here already stays as it is.
/// </summary>
public sealed class OriginalImport(MessengerDb db)
{
    static readonly string[] tables = ["users", "chats", "messages", "calls", "message_reactions", "message_reads"];

    /// <param name="from">A connection string; nothing is changed there.</param>
    /// <param name="isTry">All is done and undone.</param>
    /// <param name="portray">Draws a picture of the original, named as it is there, and answers its address here; null where there is none.</param>
    /// <exception cref="ImportFailed">Nothing was imported.</exception>
    public async Task<ImportReport> RunAsync(string from, bool isTry, Func<string, Task<string?>> portray)
    {
        await db.PrepareAsync();
        await using var original = await OriginalDatabase.OpenAsync(from);
        var report = new ImportReport();
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        try
        {
            await db.WriteAsync(async () =>
            {
                await db.LockInstallationAsync();
                await AddAsync(original, report, portray);
                return isTry ? throw new Tried() : true;
            });
        }
        catch (Tried)
        {
            // Which undid it.
        }
        finally
        {
            // Contexts are pooled.
            db.Database.SetCommandTimeout(null);
        }

        return report;
    }

    async Task AddAsync(OriginalDatabase original, ImportReport report, Func<string, Task<string?>> portray)
    {
        // What is made here from now on, and while this goes on, has other ids.
        foreach (var table in tables)
        {
            await db.ReserveIdsAsync(table, await original.NewestIdAsync(table));
        }

        var people = await new ImportedPeople(db, original, report, portray).AddAsync();
        var chats = await new ImportedChats(db, original, report, portray).AddAsync(people);
        var messages = new ImportedMessages(db, original, report, people);
        await messages.AddAsync(chats);
        var traces = new ImportedTraces(db, original, report, people, messages);
        await traces.AddReactionsAsync();
        await traces.AddReadsAsync();
        await traces.AddCallsAsync(chats);
        await messages.MarkAsync();
        if (report.Counts.Values.Any(count => count.Added > 0))
        {
            await db.ForgetSearchedTextsAsync();
            await db.Installations.ExecuteUpdateAsync(row => row.SetProperty(one => one.PeopleVersion, one => one.PeopleVersion + 1));
        }

        if (!await db.Users.AnyAsync(user => user.IsAdmin))
        {
            report.Lines.Add("Nobody is an admin of this messenger yet: make somebody one by the command line (admin make-admin).");
        }
    }

    sealed class Tried : Exception;
}
