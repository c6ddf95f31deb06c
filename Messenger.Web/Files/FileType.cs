using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Messenger.Web;

/// <summary>The type of a file, told from its first bytes: neither its name nor what the sender says of it is believed.</summary>
public sealed record FileType(FileKind Kind, string ContentType)
{
    /// <summary>As many bytes as it takes to tell.</summary>
    public const int HeadLength = 512;

    static readonly SearchValues<byte> controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code).Except("\t\n\f\r"u8.ToArray())]);

    static readonly FileType text = new(FileKind.Document, "text/plain"), unknown = new(FileKind.Document, "application/octet-stream");

    /// <summary>One of the four kinds of pictures that are decoded here and shown in the page.</summary>
    public bool IsPicture => Kind is FileKind.Image;

    /// <summary>Sound or film in the wrapping of ISO/IEC 14496-12.</summary>
    public bool IsMp4 => ContentType is "video/mp4" or "video/quicktime" or "audio/mp4";

    public static FileType Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => new(FileKind.Image, "image/jpeg"),
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => new(FileKind.Image, "image/png"),
        _ when Has(head, 0, "GIF87a") || Has(head, 0, "GIF89a") => new(FileKind.Image, "image/gif"),
        _ when Has(head, 0, "RIFF") && Has(head, 8, "WEBP") => new(FileKind.Image, "image/webp"),
        _ when Has(head, 0, "RIFF") && Has(head, 8, "WAVE") => new(FileKind.Audio, "audio/wav"),
        _ when Has(head, 4, "ftyp") => OfBrand(head),
        // EBML (RFC 8794), whose document type stands near the beginning: webm, or matroska, which browsers do not play.
        [0x1A, 0x45, 0xDF, 0xA3, ..] when head[..Math.Min(64, head.Length)].IndexOf("webm"u8) > 0 => new(FileKind.Video, "video/webm"),
        _ when Has(head, 0, "OggS") => new(FileKind.Audio, "audio/ogg"),
        _ when Has(head, 0, "fLaC") => new(FileKind.Audio, "audio/flac"),
        _ when Has(head, 0, "ID3") || IsMp3Frame(head) => new(FileKind.Audio, "audio/mpeg"),
        _ when Has(head, 0, "%PDF-") => new(FileKind.Document, "application/pdf"),
        _ => IsText(head) ? text : unknown,
    };

    // ISO 14496-12, 4.3. Pictures in this wrapping (HEIC, AVIF) are handed out as documents.
    static FileType OfBrand(ReadOnlySpan<byte> head) => head.Length < 12 ? unknown : Encoding.Latin1.GetString(head[8..12]) switch
    {
        "M4A " or "M4B " => new(FileKind.Audio, "audio/mp4"),
        "qt  " => new(FileKind.Video, "video/quicktime"),
        "isom" or "iso2" or "iso3" or "iso4" or "iso5" or "iso6" or "mp41" or "mp42" or "avc1" or "dash" or "mmp4" or "M4V " or "3gp4" or "3gp5" or "3gp6" => new(FileKind.Video, "video/mp4"),
        _ => unknown,
    };

    // Eleven bits of sync, layer III, and neither the bit rate nor the sample rate that are forbidden (ISO 11172-3, 2.4.2.3).
    static bool IsMp3Frame(ReadOnlySpan<byte> head) =>
        head is [0xFF, var second, var third, ..] && (second & 0xE6) == 0xE2 && third >> 4 != 0xF && (third & 0x0C) != 0x0C;

    // The head may end within a character, which has up to four bytes.
    static bool IsText(ReadOnlySpan<byte> head)
    {
        var missing = 0;
        while (missing < 4 && missing < head.Length && !Utf8.IsValid(head[..^missing]))
        {
            missing++;
        }

        return missing < 4 && head.IndexOfAny(controls) < 0;
    }

    static bool Has(ReadOnlySpan<byte> head, int at, string mark) =>
        head.Length >= at + mark.Length && Ascii.Equals(head.Slice(at, mark.Length), mark);
}
