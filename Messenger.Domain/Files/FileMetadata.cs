namespace Messenger.Domain;

/// <summary>The facts known of an uploaded file whose bytes are kept already, under its key.</summary>
/// <param name="Name">As the sender called it.</param>
/// <param name="ContentType">Told from the bytes.</param>
/// <param name="Size">In bytes, as it is kept.</param>
/// <param name="Hash">SHA-256 of the bytes as they were sent.</param>
/// <param name="Waveform">Of a voice message; see <see cref="SentVoice"/>.</param>
public sealed record FileMetadata(
    Guid Key, string? Name, FileKind Kind, string ContentType, long Size, byte[] Hash, int? Width = null, int? Height = null, double? Duration = null, bool HasThumbnail = false,
    bool IsVoice = false, byte[]? Waveform = null);
