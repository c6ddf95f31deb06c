using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Showing a message to the admins of the server, and what they do about it. It is all that they see of chats they are not in.</summary>
public sealed class Reports(MessengerDb db, Messages messages, TimeProvider time)
{
    const int Limit = 100;

    /// <summary>Of a message that I can see. A second time changes nothing.</summary>
    public Task CreateAsync(int me, int messageId, string? reason) => db.WriteAsync(async () =>
    {
        await db.LockInstallationAsync();
        var message = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId && m.Chat.Memberships.Any(mine => mine.UserId == me))
            ?? throw Refused.NotFound();
        var report = Report.New(me, message, reason, time.Now());
        if (!await db.Reports.AnyAsync(known => known.MessageId == messageId && known.ReporterId == me))
        {
            db.Add(report);
        }

        return await db.SaveChangesAsync();
    });

    /// <summary>Those that nobody has looked at, the oldest first.</summary>
    public async Task<IReadOnlyList<ReportView>> ListAsync(Me me)
    {
        RequireAdmin(me);
        var open = await db.Reports.AsNoTracking().Where(report => report.DoneAt == null && !report.Message.IsDeleted)
            .OrderBy(report => report.Id).Take(Limit).Include(report => report.Reporter).Include(report => report.Message.Sender).Include(report => report.Message.Chat).ToListAsync();
        return open.ConvertAll(report => new ReportView(
            report.Id, report.Message.Chat.Name, PersonView.From(report.Message.Sender), report.Message.Content, Attachment.Read(report.Message.Attachments),
            report.Message.CreatedAt, PersonView.From(report.Reporter), report.Reason, report.CreatedAt));
    }

    /// <summary>Nothing is wrong with the message: all reports of it are done.</summary>
    public async Task CloseAsync(Me me, int reportId) => await CloseAsync(me, await MessageOfAsync(me, reportId), time.Now());

    /// <summary>Deletes the message for everybody, as an admin of its group could.</summary>
    public async Task DeleteMessageAsync(Me me, int reportId)
    {
        var message = await MessageOfAsync(me, reportId);
        await messages.DeleteOutsideAsync(me.Id, message);
        await CloseAsync(me, message, time.Now());
    }

    async Task<int> MessageOfAsync(Me me, int reportId)
    {
        RequireAdmin(me);
        return await db.Reports.Where(report => report.Id == reportId).Select(report => (int?)report.MessageId).SingleOrDefaultAsync() ?? throw Refused.NotFound();
    }

    Task CloseAsync(Me me, int messageId, DateTimeOffset now) => db.WriteAsync(() => db.Reports.Where(report => report.MessageId == messageId && report.DoneAt == null)
        .ExecuteUpdateAsync(row => row.SetProperty(report => report.DoneAt, now).SetProperty(report => report.DoneBy, me.Id)));

    static void RequireAdmin(Me me)
    {
        if (!me.IsAdmin)
        {
            throw Refused.NotFound();
        }
    }
}
