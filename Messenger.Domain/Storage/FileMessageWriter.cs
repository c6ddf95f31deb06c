using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The writer of messages with files, the longer way: rows of another table become part of one in the same transaction.
/// </summary>
public sealed class FileMessageWriter(MessengerDb db, IEventBus bus)
{
    public async Task<SendResult> SendAsync(int me, OutgoingMessage outgoing, IReadOnlyList<StoredFile> files)
    {
        try
        {
            var result = await db.WriteAsync(() => InsertAsync(me, outgoing, files));
            if (result is SendResult.Committed)
            {
                outgoing.Announce(bus);
            }

            return result;
        }
        catch (DbUpdateException failure) when (db.IsDuplicate(failure))
        {
            return SendResult.Duplicate;
        }
        catch (DbUpdateException failure) when (db.IsQuoteGone(failure, outgoing.Message))
        {
            return SendResult.QuoteGone;
        }
    }

    async Task<SendResult> InsertAsync(int me, OutgoingMessage outgoing, IReadOnlyList<StoredFile> files)
    {
        var message = outgoing.Message;
        var chat = await db.LockChatAsync(message.ChatId);
        if (chat?.MembershipVersion != outgoing.MembershipVersion)
        {
            return SendResult.MembershipChanged;
        }

        // A repeated request is nothing unusual, and no failure for the log. The index decides all the same.
        if (message.ClientId is { } clientId && await db.Messages.AnyAsync(m => m.SenderId == me && m.ClientId == clientId))
        {
            return SendResult.Duplicate;
        }

        (message.Sequence, message.Revision) = chat.Number(message.CreatedAt);
        db.Add(message);
        // Or a draft saved meanwhile would be written over.
        var mine = (await db.LockMembershipAsync(message.ChatId, me))!;
        mine.ReadAll(message.Sequence);
        if (message.DraftId is { } draft)
        {
            mine.EndDraft(draft);
        }

        await db.MentionAsync(chat, message);
        await db.SaveChangesAsync();
        await TakeAsync(me, message, files);
        return SendResult.Committed;
    }

    // A file shows in one message only, and not in one that comes a day after it.
    async Task TakeAsync(int me, Message message, IReadOnlyList<StoredFile> files)
    {
        var ids = files.Select(file => file.Id).ToList();
        var oldest = message.CreatedAt - Files.Patience;
        var taken = await db.Files
            .Where(f => ids.Contains(f.Id) && f.ChatId == message.ChatId && f.OwnerId == me && f.MessageId == null && f.ReportId == null && f.CreatedAt > oldest)
            .ExecuteUpdateAsync(row => row.SetProperty(f => f.MessageId, message.Id));
        if (taken < files.Count)
        {
            throw Refused.NotFound();
        }
    }
}
