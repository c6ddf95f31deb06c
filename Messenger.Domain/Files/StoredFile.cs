namespace Messenger.Domain;

/// <summary>A file that somebody sent to a chat: who may have it is who is in the chat. Its key is in its address.</summary>
public sealed class StoredFile
{
    public int Id { get; init; }

    public Guid Key { get; init; }

    /// <summary>The key of another file, long gone perhaps, whose bytes are this one's too: it was forwarded. Null: they are its own.</summary>
    public Guid? CopyOf { get; init; }

    /// <summary>What its bytes are kept under.</summary>
    public Guid BytesKey => CopyOf ?? Key;

    public int ChatId { get; init; }

    public int OwnerId { get; init; }

    /// <summary>The message that shows it; null while it is being sent, or when that failed.</summary>
    public int? MessageId { get; set; }

    /// <summary>The report that shows it to the admins, whatever becomes of the message: a copy that nobody else can open. No foreign key: SQLite would make the table anew for it.</summary>
    public int? ReportId { get; set; }

    public required string Name { get; init; }

    public FileKind Kind { get; init; }

    public required string ContentType { get; init; }

    public long Size { get; init; }

    /// <summary>SHA-256 of the bytes as they were sent, so that a retry is told from another request with the same client id.</summary>
    public required byte[] Hash { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public double? Duration { get; init; }

    public bool HasThumbnail { get; init; }

    /// <summary>It is a voice message.</summary>
    public bool IsVoice { get; init; }

    /// <summary>See <see cref="SentVoice"/>.</summary>
    public byte[]? Waveform { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The same bytes once more, in a row of their own.</summary>
    public StoredFile Copy(int owner, int chatId, DateTimeOffset now, int? reportId = null) => new()
    {
        ReportId = reportId, Key = Guid.NewGuid(), CopyOf = BytesKey, ChatId = chatId, OwnerId = owner, Name = Name, Kind = Kind, ContentType = ContentType, Size = Size, Hash = Hash,
        Width = Width, Height = Height, Duration = Duration, HasThumbnail = HasThumbnail, IsVoice = IsVoice, Waveform = Waveform, CreatedAt = now,
    };

    public Attachment Attachment() => new(Id, Key, Name, Kind, ContentType, Size, Width, Height, Duration, HasThumbnail, IsVoice, Waveform);
}
