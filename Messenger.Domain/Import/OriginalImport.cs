using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// Brings everything that the database of the original Messenger holds, under the ids it has there, in one transaction. Done again it brings what has
/// come and changed there since; what people have made otherwise here stays so, and the report says it.
/// </summary>
public sealed class OriginalImport(MessengerDb db, Audit audit)
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

        var people = new ImportedPeople(db, original, report, portray);
        await people.AddAsync();
        var chats = await new ImportedChats(db, original, report, portray).AddAsync(people.All);
        var messages = new ImportedMessages(db, original, report, people.All);
        await messages.AddAsync(chats);
        var activity = new ImportedActivity(db, original, report, people, messages);
        await activity.AddReactionsAsync();
        await activity.TakeBackReactionsAsync();
        await activity.AddReadsAsync();
        await activity.AddCallsAsync(chats);
        await messages.AdvanceAsync();
        await messages.MarkAsync();
        report.TellTallies();
        if (report.IsAny)
        {
            await db.ForgetSearchedTextsAsync();
            await db.PeopleChangedAsync();
        }

        audit.Add(Actor.CommandLine, AuditActs.ImportedOriginal, detail: report.Summary);
        await db.SaveChangesAsync();
        if (!await db.Users.AnyAsync(user => user.IsAdmin))
        {
            report.Lines.Add("Nobody is an admin of this messenger yet: make somebody one by the command line (admin make-admin).");
        }
    }

    sealed class Tried : Exception;
}
