using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The verbs that show a message to the admins of the server, and what they do about it. It is all that they see of chats they
/// are not in.
/// </summary>
public sealed class Reports(MessengerDb db, Messages messages, Audit audit, OrphanSignal orphans, TimeProvider time)
{
    const int Limit = 100;

    /// <summary>Of a message that I can see, as it is now: its files are kept for the admins. A second time changes nothing.</summary>
    public Task CreateAsync(int me, int messageId, string? reason) => db.WriteAsync(async () =>
    {
        // As all who change or erase it: one after the other.
        await db.LockChatAsync(await db.Messages.Where(m => m.Id == messageId).Select(m => m.ChatId).SingleOrDefaultAsync());
        var message = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId && m.Chat.Memberships.Any(mine => mine.UserId == me))
            ?? throw Refused.NotFound();
        var report = Report.New(me, message, reason, time.Now());
        if (await db.Reports.AnyAsync(known => known.MessageId == messageId && known.ReporterId == me))
        {
            return false;
        }

        db.Add(report);
        await db.SaveChangesAsync();
        var files = await db.HoldFilesAsync(messageId, Attachment.Read(message.Attachments));
        db.AddRange(files.Select(file => file.Copy(file.OwnerId, file.ChatId, time.Now(), report.Id)));
        await db.SaveChangesAsync();
        return true;
    });

    /// <summary>Those that nobody has looked at, the oldest first.</summary>
    public async Task<IReadOnlyList<ReportView>> ListAsync(Me me)
    {
        RequireAdmin(me);
        var open = await db.Reports.AsNoTracking().Where(report => report.DoneAt == null)
            .OrderBy(report => report.Id).Take(Limit).Include(report => report.Reporter).Include(report => report.Message.Sender).Include(report => report.Message.Chat).ToListAsync();
        var ids = open.ConvertAll(report => report.Id);
        var files = (await db.Files.AsNoTracking().Where(file => file.ReportId != null && ids.Contains(file.ReportId.Value)).OrderBy(file => file.Id).ToListAsync()).ToLookup(file => file.ReportId);
        return open.ConvertAll(report => new ReportView(
            report.Id, report.Message.Chat.Name, PersonView.From(report.Message.Sender), report.Text, [.. files[report.Id].Select(file => file.Attachment())],
            report.Message.CreatedAt, PersonView.From(report.Reporter), report.Reason, report.CreatedAt, report.Message.IsDeleted));
    }

    /// <summary>One that a reported message had.</summary>
    public async Task<StoredFile> OpenFileAsync(Me me, Guid key)
    {
        RequireAdmin(me);
        return await db.Files.AsNoTracking().SingleOrDefaultAsync(file => file.Key == key && file.ReportId != null) ?? throw Refused.NotFound();
    }

    /// <summary>Nothing has to be done about the message, or not any more: all reports of it are done.</summary>
    public async Task CloseAsync(Me me, int reportId)
    {
        var messageId = await GetMessageIdAsync(me, reportId);
        await db.ActAsync(Actor.Of(me), async () =>
        {
            var message = await db.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == messageId) ?? throw Refused.NotFound();
            // Who reports it meanwhile comes before, and is closed with the others, or after.
            await db.LockChatAsync(message.ChatId);
            await CloseWithinAsync(me, message, AuditActs.ClosedReport);
            return true;
        });
        orphans.Wake();
    }

    /// <summary>Deletes the message for everybody, as an admin of its group could.</summary>
    public async Task DeleteMessageAsync(Me me, int reportId)
    {
        await messages.DeleteAsync(me.Id, await GetMessageIdAsync(me, reportId), async message =>
        {
            await db.RequireAdminAsync(Actor.Of(me));
            await CloseWithinAsync(me, message, AuditActs.DeletedReported);
        });
        orphans.Wake();
    }

    async Task<int> GetMessageIdAsync(Me me, int reportId)
    {
        RequireAdmin(me);
        return await db.Reports.Where(report => report.Id == reportId).Select(report => (int?)report.MessageId).SingleOrDefaultAsync() ?? throw Refused.NotFound();
    }

    // Written down as done to whose message it is; of two admins at once the second does nothing.
    async Task CloseWithinAsync(Me me, Message message, string act)
    {
        var now = time.Now();
        await db.OrphanReportedAsync(report => report.MessageId == message.Id);
        if (await db.Reports.Where(report => report.MessageId == message.Id && report.DoneAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(report => report.DoneAt, now).SetProperty(report => report.DoneBy, me.Id)) > 0)
        {
            audit.Add(Actor.Of(me), act, message.SenderId);
        }
    }

    static void RequireAdmin(Me me)
    {
        if (!me.IsAdmin)
        {
            throw Refused.NotFound();
        }
    }
}

static class ReportedFileQueries
{
    /// <summary>From now on nobody needs what was kept for these reports.</summary>
    public static Task<int> OrphanReportedAsync(this MessengerDb db, Expression<Func<Report, bool>> which) =>
        db.Files.Where(file => file.ReportId != null && db.Reports.Where(which).Any(report => report.Id == file.ReportId)).OrphanAsync();
}
