using System.Buffers.Binary;
using System.Text;

namespace Messenger.Web;

/// <summary>The boxes of MP4 and QuickTime that say how long it plays and how large it is shown (ISO/IEC 14496-12, 4.2, 8.2.2 and 8.3.2).</summary>
static class Mp4
{
    // A film has a handful at each level; one that has more wants to keep us busy.
    const int MostBoxes = 200;

    readonly record struct Box(string Type, long From, long To);

    public static MediaInfo Read(Stream file)
    {
        var found = new MediaInfo();
        foreach (var box in Boxes(file, 0, file.Length).Where(box => box.Type == "moov").Take(1).SelectMany(moov => Boxes(file, moov.From, moov.To)))
        {
            found = box.Type switch
            {
                "mvhd" => found with { Duration = Duration(file, box) },
                "trak" => Tracked(found, file, box),
                _ => found,
            };
        }

        return found;
    }

    static IEnumerable<Box> Boxes(Stream file, long from, long to)
    {
        for (var count = 0; count < MostBoxes && Next(file, from, to) is { } box; count++)
        {
            yield return box;
            from = box.To;
        }
    }

    // Its length takes 4 bytes, or 8 after the type where it is told as 1; 0 is "until the end".
    static Box? Next(Stream file, long from, long to)
    {
        var head = MediaInfo.At(file, from, 8);
        if (head.IsEmpty)
        {
            return null;
        }

        var (type, length) = (Encoding.Latin1.GetString(head[4..]), BinaryPrimitives.ReadUInt32BigEndian(head));
        var wide = length == 1 ? MediaInfo.At(file, from + 8, 8) : [];
        var begin = from + 8 + wide.Length;
        var end = length switch
        {
            0 => to,
            1 when wide.IsEmpty => 0,
            1 => from + BinaryPrimitives.ReadInt64BigEndian(wide),
            _ => from + length,
        };
        return end >= begin && end <= to ? new Box(type, begin, end) : null;
    }

    // The wide version of a header has 8 bytes for each time where the first has 4.
    static bool IsWide(Stream file, Box box) => MediaInfo.At(file, box.From, 1) is [1];

    static double? Duration(Stream file, Box header)
    {
        var isWide = IsWide(file, header);
        var times = MediaInfo.At(file, header.From + (isWide ? 20 : 12), isWide ? 12 : 8);
        if (times.IsEmpty)
        {
            return null;
        }

        var parts = isWide ? BinaryPrimitives.ReadUInt64BigEndian(times[4..]) : BinaryPrimitives.ReadUInt32BigEndian(times[4..]);
        var isUnknown = parts == (isWide ? ulong.MaxValue : uint.MaxValue);
        return isUnknown ? null : MediaInfo.Seconds(parts, BinaryPrimitives.ReadUInt32BigEndian(times));
    }

    // What a track holds is told by its handler (8.4.3): vide, soun, or something else.
    static MediaInfo Tracked(MediaInfo found, Stream file, Box track)
    {
        var handler = Boxes(file, track.From, track.To).Where(box => box.Type == "mdia").SelectMany(media => Boxes(file, media.From, media.To)).FirstOrDefault(box => box.Type == "hdlr");
        var isVideo = handler.Type is not null && MediaInfo.At(file, handler.From + 8, 4).SequenceEqual("vide"u8);
        found = handler.Type is null ? found : found with { HasVideo = found.HasVideo is true || isVideo };
        return found.Width is null ? Sized(found, file, track) : found;
    }

    static MediaInfo Sized(MediaInfo found, Stream file, Box track)
    {
        var header = Boxes(file, track.From, track.To).FirstOrDefault(box => box.Type == "tkhd");
        // Nine numbers of 4 bytes that turn and scale it, then its sides, of which the lower half is a fraction.
        var shape = MediaInfo.At(file, header.From + (IsWide(file, header) ? 52 : 40), 44);
        if (header.Type is null || shape.IsEmpty)
        {
            return found;
        }

        var (width, height) = (BinaryPrimitives.ReadUInt16BigEndian(shape[36..]), BinaryPrimitives.ReadUInt16BigEndian(shape[40..]));
        // On its side, as phones hold it: it does not go from left to right, nor from above down.
        var isTurned = BinaryPrimitives.ReadInt32BigEndian(shape) == 0 && BinaryPrimitives.ReadInt32BigEndian(shape[16..]) == 0;
        return (width, height) is (0, _) or (_, 0) ? found : isTurned ? found with { Width = height, Height = width } : found with { Width = width, Height = height };
    }
}
