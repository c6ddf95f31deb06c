using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

static class PostingFiles
{
    /// <summary>The longer way of a message with files: rows of another table become part of it in the same transaction.</summary>
    public static async Task<SendResult> PostAsync(this MessengerDb db, Message message, int membershipVersion, IReadOnlyList<StoredFile> files, Action committed)
    {
        try
        {
            var sendResult = await db.WriteAsync(async () =>
            {
                var chat = await db.LockChatAsync(message.ChatId);
                if (chat?.MembershipVersion != membershipVersion)
                {
                    return SendResult.MembershipChanged;
                }

                // A repeated request is nothing unusual, and no failure for the log. The index decides all the same.
                if (message.ClientId is { } clientId && await db.Messages.AnyAsync(m => m.SenderId == message.SenderId && m.ClientId == clientId))
                {
                    return SendResult.Duplicate;
                }

                (message.Sequence, message.Revision) = chat.Number(message.CreatedAt);
                db.Add(message);
                var mine = await db.Memberships.SingleAsync(m => m.ChatId == message.ChatId && m.UserId == message.SenderId);
                mine.Read(message.Sequence);
                await db.SaveChangesAsync();
                await TakeAsync(db, message, files);
                return SendResult.Committed;
            });
            if (sendResult is SendResult.Committed)
            {
                committed();
            }

            return sendResult;
        }
        catch (DbUpdateException failure) when (db.IsDuplicate(failure))
        {
            return SendResult.Duplicate;
        }
    }

    // A file shows in one message only, and not in one that comes a day after it.
    static async Task TakeAsync(MessengerDb db, Message message, IReadOnlyList<StoredFile> files)
    {
        var ids = files.Select(file => file.Id).ToList();
        var oldest = message.CreatedAt - Files.Patience;
        var taken = await db.Files
            .Where(f => ids.Contains(f.Id) && f.ChatId == message.ChatId && f.OwnerId == message.SenderId && f.MessageId == null && f.CreatedAt > oldest)
            .ExecuteUpdateAsync(row => row.SetProperty(f => f.MessageId, message.Id));
        if (taken < files.Count)
        {
            throw Refused.NotFound();
        }
    }
}
