using System.Buffers.Binary;
using System.Numerics;

namespace Messenger.Web;

/// <summary>The elements of WebM that say what it holds and how long it plays (RFC 8794 and RFC 9559).</summary>
static class WebM
{
    const long Segment = 0x18538067, Tracks = 0x1654AE6B, TrackEntry = 0xAE, TrackType = 0x83, Cluster = 0x1F43B675;

    const long Info = 0x1549A966, TimestampScale = 0x2AD7B1, Length = 0x4489, Timestamp = 0xE7, SimpleBlock = 0xA3, BlockGroup = 0xA0, Block = 0xA1;

    // Enough blocks for half an hour of sound, of which there are fifty a second.
    const int Video = 1, MostElements = 200, MostBlocks = 100_000;

    readonly record struct Element(long Id, long From, long To);

    /// <summary>Null where it does not say.</summary>
    public static bool? HasVideo(Stream file)
    {
        var tracks = Children(file, 0, file.Length).Where(element => element.Id == Segment).SelectMany(segment => Children(file, segment.From, segment.To))
            .TakeWhile(element => element.Id != Cluster).Where(element => element.Id == Tracks).Take(1)
            .SelectMany(all => Children(file, all.From, all.To)).Where(element => element.Id == TrackEntry).ToList();
        return tracks.Count == 0 ? null : tracks.Any(track => Children(file, track.From, track.To).Any(element => element.Id == TrackType && MediaInfo.At(file, element.From, 1) is [Video]));
    }

    /// <summary>In seconds: as its head has it, or else, since a recorder leaves that out, as late as something of it begins.</summary>
    public static double? Duration(Stream file)
    {
        // In nanoseconds, where it is not said otherwise.
        var (scale, length, cluster, last) = (1_000_000L, 0.0, 0L, 0L);
        foreach (var element in Flat(file))
        {
            switch (element.Id)
            {
                case TimestampScale:
                    scale = Whole(file, element);
                    break;
                case Length:
                    length = Fraction(file, element);
                    break;
                case Timestamp:
                    cluster = Whole(file, element);
                    break;
                // After the number of its track, how long after its cluster it begins.
                case SimpleBlock or Block when Number(file, element.From, keepsMark: false) is var (_, width) && MediaInfo.At(file, element.From + width, 2) is { IsEmpty: false } after:
                    last = Math.Max(last, cluster + BinaryPrimitives.ReadInt16BigEndian(after));
                    break;
            }

            if (length > 0 && element.Id == Cluster)
            {
                break;
            }
        }

        return MediaInfo.Seconds((length > 0 ? length : last) * scale, 1_000_000_000);
    }

    // What holds others is gone into, so it makes no difference how long it says it is.
    static IEnumerable<Element> Flat(Stream file)
    {
        long from = 0;
        for (var count = 0; count < MostBlocks && Next(file, from, file.Length) is { } element; count++)
        {
            yield return element;
            from = element.Id is Segment or Info or Cluster or BlockGroup ? element.From : element.To;
        }
    }

    static long Whole(Stream file, Element element)
    {
        Span<byte> whole = stackalloc byte[8];
        var bytes = element.To - element.From is > 0 and <= 8 and var length ? MediaInfo.At(file, element.From, (int)length) : [];
        bytes.CopyTo(whole[(8 - bytes.Length)..]);
        return BinaryPrimitives.ReadInt64BigEndian(whole);
    }

    static double Fraction(Stream file, Element element) => (element.To - element.From) switch
    {
        4 => BinaryPrimitives.ReadSingleBigEndian(MediaInfo.At(file, element.From, 4)),
        8 => BinaryPrimitives.ReadDoubleBigEndian(MediaInfo.At(file, element.From, 8)),
        _ => 0,
    };

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
