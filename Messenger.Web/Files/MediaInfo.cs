using System.Buffers.Binary;

namespace Messenger.Web;

/// <summary>
/// The length of sound or video, in seconds, the size at which video is shown, in pixels, and whether
/// there is a track of it at all: null where its file does not say, or is of a kind of which that is not
/// read here. A broken one says nothing, and is kept all the same.
/// </summary>
public sealed record MediaInfo(double? Duration = null, int? Width = null, int? Height = null, bool? HasVideo = null)
{
    /// <summary>What this makes of a file in a wrapping that can hold both: a recording of a voice is sound.</summary>
    public FileType Decide(FileType type) => (type.ContentType, HasVideo) switch
    {
        ("video/webm", false) => new(FileKind.Audio, "audio/webm"),
        ("video/mp4" or "video/quicktime", false) => new(FileKind.Audio, "audio/mp4"),
        ("audio/mp4", true) => new(FileKind.Video, "video/mp4"),
        _ => type,
    };

    public static MediaInfo Of(string path, FileType type)
    {
        using var file = File.OpenRead(path);
        return Read(file, type);
    }

    public static MediaInfo Read(Stream file, FileType type) => type.ContentType switch
    {
        _ when type.IsMp4 => Mp4.Read(file),
        "video/webm" => new(WebM.Duration(file), HasVideo: WebM.HasVideo(file)),
        "audio/mpeg" => new(Mp3.Duration(file)),
        "audio/ogg" => new(Ogg(file)),
        "audio/wav" => new(Wav(file)),
        "audio/flac" => new(Flac(file)),
        _ => new(),
    };

    /// <summary>Null for what cannot be: nothing, parts of nothing, or more than three months.</summary>
    internal static double? Seconds(double parts, double aSecond) => parts / aSecond is > 0 and < 10_000_000 and var seconds ? seconds : null;

    /// <summary>So many bytes from there, or none where there are fewer.</summary>
    internal static ReadOnlySpan<byte> At(Stream file, long from, int count)
    {
        if (from < 0 || from > file.Length - count)
        {
            return [];
        }

        var bytes = new byte[count];
        file.Position = from;
        file.ReadExactly(bytes);
        return bytes;
    }

    // The last page says how many samples there were until its end (RFC 3533, 6); those that Opus skips are not heard (RFC 7845, 5.1).
    static double? Ogg(Stream file)
    {
        const int longestPage = 65_307;
        var head = At(file, 28, 16);
        var (rate, skipped) = head switch
        {
            [.. var mark, _, _, _, _, _, _, _, _] when mark.SequenceEqual("OpusHead"u8) => (48_000u, BinaryPrimitives.ReadUInt16LittleEndian(head[10..])),
            [1, (byte)'v', (byte)'o', (byte)'r', (byte)'b', (byte)'i', (byte)'s', ..] => (BinaryPrimitives.ReadUInt32LittleEndian(head[12..]), 0),
            _ => (0u, 0),
        };
        var tail = At(file, Math.Max(0, file.Length - longestPage), (int)Math.Min(file.Length, longestPage));
        return tail.LastIndexOf("OggS"u8) is var page and >= 0 && tail.Length >= page + 14
            ? Seconds(BinaryPrimitives.ReadInt64LittleEndian(tail[(page + 6)..]) - skipped, rate)
            : null;
    }

    // Chunks of even length; the one before the samples says how many bytes of them a second takes (RFC 2361 and RIFF).
    static double? Wav(Stream file)
    {
        const int mostChunks = 100;
        var aSecond = 0u;
        long at = 12;
        for (var count = 0; count < mostChunks && At(file, at, 8) is { Length: > 0 } chunk; count++)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("fmt "u8) && At(file, at + 8, 16) is { Length: > 0 } format)
            {
                aSecond = BinaryPrimitives.ReadUInt32LittleEndian(format[8..]);
            }
            else if (chunk.StartsWith("data"u8))
            {
                return Seconds(Math.Min(length, file.Length - at - 8), aSecond);
            }

            at += 8L + length + (length % 2);
        }

        return null;
    }

    // STREAMINFO comes first: 20 bits of sample rate, 8 of something else, 36 of how many there are (RFC 9639, 8.2).
    static double? Flac(Stream file)
    {
        var info = At(file, 18, 8);
        return info.IsEmpty ? null : Seconds(BinaryPrimitives.ReadUInt64BigEndian(info) & 0xF_FFFF_FFFF, BinaryPrimitives.ReadUInt64BigEndian(info) >> 44);
    }
}
