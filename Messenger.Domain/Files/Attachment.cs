using System.Text.Json;

namespace Messenger.Domain;

/// <summary>The kind of a file: what it is to people, which decides how it is shown.</summary>
public enum FileKind
{
    Document,
    Image,
    Video,
    Audio,
}

/// <summary>A file as it stands in a message, fixed when the message was written; the bytes are a <see cref="StoredFile"/>.</summary>
/// <param name="Key">Random; names the file in its address.</param>
/// <param name="ContentType">Told from the bytes, never from what the sender said.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Width">Of a picture or video, in pixels.</param>
/// <param name="Duration">Of sound or video, in seconds, where it is known; a picture that has one moves.</param>
/// <param name="IsVoice">Its sender recorded it to be heard as a message.</param>
/// <param name="Waveform">Of a voice message, where it is known; see <see cref="SentVoice"/>.</param>
public sealed record Attachment(
    int Id, Guid Key, string Name, FileKind Kind, string ContentType, long Size, int? Width, int? Height, double? Duration, bool HasThumbnail,
    bool IsVoice = false, byte[]? Waveform = null)
{
    public string Url => UrlOf(Key);

    public string? ThumbnailUrl => HasThumbnail ? $"{Url}/thumbnail" : null;

    /// <summary>The page that shows a picture or video.</summary>
    public static string ViewerUrlOf(Guid key) => $"/pictures/{key:N}";

    public static string UrlOf(Guid key) => $"/files/{key:N}";

    public static string? Write(IReadOnlyCollection<Attachment> attachments) =>
        attachments.Count == 0 ? null : JsonSerializer.Serialize(attachments);

    public static IReadOnlyList<Attachment> Read(string? written) =>
        written is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<Attachment>>(written)!;
}
