using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The verbs that bring files into a chat and get them out again. The bytes are the caller's business, before and after.
/// </summary>
public sealed class Files(MessengerDb db, StorageQuota quota, OrphanSignal orphans, TimeProvider time)
{
    /// <summary>How long an uploaded file waits for its message.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>How much has come since then and is there, in bytes.</summary>
    public static async Task<long> GetAddedAsync(ILookups lookups, DateTimeOffset since) => (await lookups.AllAloneAsync(
        "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM files WHERE created_at > $1 AND copy_of IS NULL", row => row.GetInt64(0), since)).Single();

    /// <summary>Refuses whoever is not in the chat, before anybody looks at what they send.</summary>
    public async Task MayAddAsync(int me, int chatId)
    {
        if (!await db.Memberships.AnyAsync(m => m.ChatId == chatId && m.UserId == me))
        {
            throw Refused.NotFound();
        }
    }

    /// <summary>Refuses who has no room left for so much more, before anybody works on it.</summary>
    public async Task MayKeepAsync(int me, long bytes)
    {
        if (quota.IsSet)
        {
            quota.Require(await GetUsedAsync(me), bytes);
        }
    }

    /// <summary>The file waits for the message that shows it; until then only its owner can open it.</summary>
    public async Task<StoredFile> AddAsync(int me, int chatId, FileMetadata facts)
    {
        await MayAddAsync(me, chatId);
        var file = new StoredFile
        {
            Key = facts.Key, ChatId = chatId, OwnerId = me, Name = FileNames.Cleaned(facts.Name), Kind = facts.Kind, ContentType = facts.ContentType,
            Size = facts.Size, Hash = facts.Hash, Width = facts.Width, Height = facts.Height, Duration = facts.Duration,
            HasThumbnail = facts.HasThumbnail, IsVoice = facts.IsVoice, Waveform = facts.Waveform, CreatedAt = time.Now(),
        };
        await db.WriteAsync(async () =>
        {
            if (quota.IsSet)
            {
                // Two at once would each find room for one.
                await db.LockInstallationAsync();
                quota.Require(await GetUsedAsync(me), file.Size);
            }

            db.Add(file);
            return await db.SaveChangesAsync();
        });
        return file;
    }

    /// <summary>
    /// The files of a message once more, for another chat: rows of their own, which wait for their message as uploads do, over the same bytes.
    /// </summary>
    internal async Task<IReadOnlyList<StoredFile>> CopyAsync(int me, MessageView original, int chatId)
    {
        if (original.Attachments.Count == 0)
        {
            return [];
        }

        var now = time.Now();
        return await db.WriteAsync(async () =>
        {
            List<StoredFile> copies = [.. (await db.HoldFilesAsync(original.Id, original.Attachments)).Select(file => file.Copy(me, chatId, now))];
            db.AddRange(copies);
            await db.SaveChangesAsync();
            return copies;
        });
    }

    /// <summary>For the members of its chat as they are now.</summary>
    public async Task<StoredFile> OpenAsync(int me, Guid key)
    {
        var oldest = time.Now() - Patience;
        return await db.Files.AsNoTracking()
            .Where(f => f.Key == key && db.Memberships.Any(m => m.ChatId == f.ChatId && m.UserId == me)
                && (f.MessageId != null || f.OwnerId == me && f.ReportId == null && f.CreatedAt > oldest))
            .SingleOrDefaultAsync() ?? throw Refused.NotFound();
    }

    /// <summary>They will not be in a message after all. What is in one already stays.</summary>
    public async Task ReleaseAsync(int me, IReadOnlyCollection<StoredFile> files)
    {
        var ids = files.Select(file => file.Id).ToList();
        await db.WriteAsync(() => db.Files.Where(f => ids.Contains(f.Id) && f.OwnerId == me && f.MessageId == null && f.ReportId == null).OrphanAsync());
        orphans.Wake();
    }

    // What was forwarded has the bytes of whoever sent it first, and what was deleted is about to be removed.
    Task<long> GetUsedAsync(int me)
    {
        var oldest = time.Now() - Patience;
        return db.Files.Where(f => f.OwnerId == me && f.CopyOf == null && (f.MessageId != null || f.CreatedAt > oldest)).SumAsync(f => f.Size);
    }
}

static class HoldingQueries
{
    /// <summary>The files of a message in its order, held for the transaction: a deletion that comes now waits, and whoever then removes bytes finds the copies.</summary>
    public static async Task<IReadOnlyList<StoredFile>> HoldFilesAsync(this MessengerDb db, int messageId, IReadOnlyCollection<Attachment> attachments)
    {
        // Changes nothing.
        var held = await db.Files.Where(f => f.MessageId == messageId).ExecuteUpdateAsync(row => row.SetProperty(f => f.MessageId, messageId));
        if (held < attachments.Count)
        {
            throw new Refused(Reason.Conflict, "deleted", "This message is deleted.");
        }

        var files = await db.Files.AsNoTracking().Where(f => f.MessageId == messageId).ToDictionaryAsync(f => f.Id);
        return [.. attachments.Select(attachment => files[attachment.Id])];
    }
}
