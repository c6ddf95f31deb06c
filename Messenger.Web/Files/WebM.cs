using System.Buffers.Binary;
using System.Numerics;

namespace Messenger.Web;

/// <summary>The elements of WebM that say what it holds (RFC 8794 and RFC 9559).</summary>
static class WebM
{
    const long Segment = 0x18538067, Tracks = 0x1654AE6B, TrackEntry = 0xAE, TrackType = 0x83, Cluster = 0x1F43B675;

    const int Video = 1, MostElements = 200;

    readonly record struct Element(long Id, long From, long To);

    /// <summary>Null where it does not say.</summary>
    public static bool? HasVideo(Stream file)
    {
        var tracks = Children(file, 0, file.Length).Where(element => element.Id == Segment).SelectMany(segment => Children(file, segment.From, segment.To))
            .TakeWhile(element => element.Id != Cluster).Where(element => element.Id == Tracks).Take(1)
            .SelectMany(all => Children(file, all.From, all.To)).Where(element => element.Id == TrackEntry).ToList();
        return tracks.Count == 0 ? null : tracks.Any(track => Children(file, track.From, track.To).Any(element => element.Id == TrackType && MediaInfo.At(file, element.From, 1) is [Video]));
    }

    static IEnumerable<Element> Children(Stream file, long from, long to)
    {
        for (var count = 0; count < MostElements && Next(file, from, to) is { } element; count++)
        {
            yield return element;
            from = element.To;
        }
    }

    static Element? Next(Stream file, long from, long to)
    {
        if (Number(file, from, keepsMark: true) is not var (id, idLength) || Number(file, from + idLength, keepsMark: false) is not var (size, sizeLength))
        {
            return null;
        }

        // All ones: as far as it goes, which is how a recorder writes what has not ended.
        var begin = from + idLength + sizeLength;
        var end = size == (1L << (7 * sizeLength)) - 1 ? to : begin + size;
        return end >= begin && end <= to ? new Element(id, begin, end) : null;
    }

    // As many zeros as there are bytes after the first, then a one; an id keeps that mark (RFC 8794, 4 and 5).
    static (long Value, int Length)? Number(Stream file, long from, bool keepsMark)
    {
        if (MediaInfo.At(file, from, 1) is not [> 0 and var first] || MediaInfo.At(file, from, BitOperations.LeadingZeroCount(first) - 23) is not { IsEmpty: false } bytes)
        {
            return null;
        }

        Span<byte> whole = stackalloc byte[8];
        bytes.CopyTo(whole[(8 - bytes.Length)..]);
        whole[8 - bytes.Length] = keepsMark ? first : (byte)(first & (0xFF >> bytes.Length));
        return (BinaryPrimitives.ReadInt64BigEndian(whole), bytes.Length);
    }
}
