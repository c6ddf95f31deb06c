namespace Messenger.Web;

/// <summary>Makes files of a chat of the files of a request: checked, kept, pictures cleaned, and their rows committed.</summary>
public sealed class Uploads(Files files, IFileStore store, RateLimits limits, LiveSettings settings)
{
    /// <summary>All of them or none. They wait for the message that shows them.</summary>
    /// <param name="voice">Set where the one file of these is a voice message.</param>
    /// <exception cref="Refused">To a stranger there is no chat; too many, too large, empty or broken files; no room left; too often.</exception>
    public async Task<IReadOnlyList<StoredFile>> SaveAsync(int me, int chatId, IReadOnlyList<IFormFile> sent, SentVoice? voice = null)
    {
        // A form whose file field was left empty sends a part without name and bytes.
        var chosen = sent.Where(file => file.Length > 0 || file.FileName.Length > 0).ToList();
        if (chosen.Count == 0 && voice is null)
        {
            return [];
        }

        await files.MayAddAsync(me, chatId);
        Check(chosen, voice);
        await files.MayKeepAsync(me, chosen.Sum(file => file.Length));
        limits.Take(Limit.Upload, me, chosen.Count);
        List<StoredFile> saved = [];
        try
        {
            foreach (var file in chosen)
            {
                saved.Add(await SaveAsync(me, chatId, file, voice));
            }

            return saved;
        }
        catch when (saved.Count > 0)
        {
            await files.ReleaseAsync(me, saved);
            throw;
        }
    }

    void Check(IReadOnlyList<IFormFile> chosen, SentVoice? voice)
    {
        if (voice is not null && chosen.Count != 1)
        {
            throw Refused.Invalid("voice_odd", "A voice message is one recording, and nothing else.", "voice");
        }

        Message.CheckCount(chosen.Count);
        if (chosen.Any(file => file.Length > (long)settings.Now.UploadLimit << 20))
        {
            throw Refused.TooLarge(settings.Now.UploadLimit);
        }

        if (chosen.FirstOrDefault(file => file.Length == 0) is { } empty)
        {
            throw Refused.Invalid("file_empty", $"There is nothing in “{FileNames.Cleaned(SentName.Of(empty))}”.", "files");
        }
    }

    async Task<StoredFile> SaveAsync(int me, int chatId, IFormFile file, SentVoice? voice)
    {
        var key = Guid.NewGuid();
        try
        {
            var kept = await KeepAsync(me, key, file);
            return await files.AddAsync(me, chatId, voice?.Describe(kept) ?? kept);
        }
        catch
        {
            await store.TryDeleteAsync(key);
            throw;
        }
    }

    async Task<FileMetadata> KeepAsync(int me, Guid key, IFormFile file)
    {
        var path = store.Unfinished(FilePlaces.Of(key));
        var received = await ReceivedFile.SaveAsync(file, path);
        var picture = received.Type.IsPicture ? await CleanAsync(me, key, received.Type) : null;
        if (received.Type.IsMp4)
        {
            using var film = new FileStream(path, FileMode.Open);
            Mp4Location.Erase(film);
        }

        var (mediaInfo, size) = (MediaInfo.Of(path, received.Type), new FileInfo(path).Length);
        await store.FinishAsync(FilePlaces.Of(key));
        var type = mediaInfo.Decide(received.Type);
        return new FileMetadata(
            key, SentName.Of(file), type.Kind, type.ContentType, size, received.Hash,
            picture?.Width ?? mediaInfo.Width, picture?.Height ?? mediaInfo.Height, picture?.Duration ?? mediaInfo.Duration, picture is not null);
    }

    // What was sent is never handed out: the picture drawn anew takes its place.
    async Task<Picture> CleanAsync(int me, Guid key, FileType type)
    {
        var thumbnail = FilePlaces.ThumbnailOf(key);
        var (sent, clean) = (store.Unfinished(FilePlaces.Of(key)), store.Unfinished(FilePlaces.Of(key) + ".clean"));
        try
        {
            var picture = await Images.CleanAsync(me, sent, type, clean, store.Unfinished(thumbnail));
            await store.FinishAsync(thumbnail);
            File.Move(clean, sent, overwrite: true);
            return picture;
        }
        finally
        {
            File.Delete(clean);
        }
    }
}
