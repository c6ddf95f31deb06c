using System.Buffers.Binary;

namespace Messenger.Web;

/// <summary>The boxes of MP4 and QuickTime that say how long it plays and how large it is shown (ISO/IEC 14496-12, 4.2, 8.2.2 and 8.3.2).</summary>
static class Mp4
{
    public static MediaInfo Read(Stream file)
    {
        var found = new MediaInfo();
        foreach (var box in Mp4Box.In(file).Where(box => box.Type == "moov").Take(1).SelectMany(moov => moov.Inside(file)))
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

    // The wide version of a header has 8 bytes for each time where the first has 4.
    static bool IsWide(Stream file, Mp4Box box) => MediaInfo.At(file, box.From, 1) is [1];

    static double? Duration(Stream file, Mp4Box header)
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

    static MediaInfo Tracked(MediaInfo found, Stream file, Mp4Box track)
    {
        var handler = track.Handler(file);
        found = handler is null ? found : found with { HasVideo = found.HasVideo is true || handler is "vide" };
        return found.Width is null ? Sized(found, file, track) : found;
    }

    static MediaInfo Sized(MediaInfo found, Stream file, Mp4Box track)
    {
        var header = track.Inside(file).FirstOrDefault(box => box.Type == "tkhd");
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
