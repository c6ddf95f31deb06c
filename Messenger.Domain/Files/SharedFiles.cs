using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The choice of what the files of a chat are looked through for.</summary>
public enum FileFilter
{
    /// <summary>Pictures and video.</summary>
    Pictures,
    Documents,
    Audio,
}

/// <summary>A file with the message that brought it.</summary>
public sealed record SharedFile(Attachment File, int ChatId, int MessageId, int Sequence, PersonView Sender, DateTimeOffset At)
{
    public string InChatUrl => $"/chats/{ChatId}?around={Sequence}#message-{MessageId}";
}

/// <summary>A page of a chat's files, the newest first.</summary>
/// <param name="Before">Where the next page begins: the id of a file; null when there is none.</param>
public sealed record SharedFilePage(IReadOnlyList<SharedFile> Files, int? Before);

/// <summary>A picture or video of a chat, and those next to it.</summary>
/// <param name="Older">The key of the one before it; null at the beginning.</param>
public sealed record ViewedFile(SharedFile Shown, Guid? Older, Guid? Newer);

/// <summary>Looks through the files that were sent to a chat, in the order of its messages.</summary>
public sealed class SharedFiles(MessengerDb db)
{
    public const int PageLimit = 60;

    /// <param name="before">Where the page before ended.</param>
    public async Task<SharedFilePage> ListAsync(int me, int chatId, FileFilter filter, int? before)
    {
        var files = Shown(me, filter).Where(f => f.ChatId == chatId);
        // One that was deleted meanwhile says no more where it stood: the list begins again.
        if (before is not null && await files.Where(f => f.Id == before).SingleOrDefaultAsync() is { } last)
        {
            files = Older(files, last);
        }

        var found = await ShownAsync(files.Take(PageLimit + 1));
        return new SharedFilePage([.. found.Take(PageLimit)], found.Count > PageLimit ? found[PageLimit - 1].File.Id : null);
    }

    /// <summary>A picture or video; anything else is none.</summary>
    public async Task<ViewedFile> ViewAsync(int me, Guid key)
    {
        var all = Shown(me, FileFilter.Pictures);
        var file = await all.Where(f => f.Key == key).SingleOrDefaultAsync() ?? throw Refused.NotFound();
        var others = all.Where(f => f.ChatId == file.ChatId);
        return new ViewedFile(
            (await ShownAsync(others.Where(f => f.Id == file.Id))).Single(),
            await Older(others, file).Select(f => (Guid?)f.Key).FirstOrDefaultAsync(),
            await others.Where(f => f.MessageId > file.MessageId || (f.MessageId == file.MessageId && f.Id > file.Id))
                .OrderBy(f => f.MessageId).ThenBy(f => f.Id).Select(f => (Guid?)f.Key).FirstOrDefaultAsync());
    }

    /// <summary>Those in messages of my chats, the newest first.</summary>
    IQueryable<StoredFile> Shown(int me, FileFilter filter)
    {
        var files = db.Files.AsNoTracking().Where(f => f.MessageId != null && db.Memberships.Any(m => m.ChatId == f.ChatId && m.UserId == me));
        return (filter switch
        {
            FileFilter.Pictures => files.Where(f => f.Kind == FileKind.Image || f.Kind == FileKind.Video),
            FileFilter.Audio => files.Where(f => f.Kind == FileKind.Audio),
            _ => files.Where(f => f.Kind == FileKind.Document),
        }).OrderByDescending(f => f.MessageId).ThenByDescending(f => f.Id);
    }

    static IQueryable<StoredFile> Older(IQueryable<StoredFile> files, StoredFile than) =>
        files.Where(f => f.MessageId < than.MessageId || (f.MessageId == than.MessageId && f.Id < than.Id));

    async Task<List<SharedFile>> ShownAsync(IQueryable<StoredFile> files)
    {
        var found = await files.Join(db.Messages, f => f.MessageId, m => m.Id, (f, m) => new { File = f, m.Id, m.Sequence, m.Sender, m.CreatedAt })
            .OrderByDescending(found => found.Id).ThenByDescending(found => found.File.Id).ToListAsync();
        return [.. found.Select(one => new SharedFile(one.File.Attachment(), one.File.ChatId, one.Id, one.Sequence, PersonView.From(one.Sender), one.CreatedAt))];
    }
}
