using System.Buffers.Binary;
using System.Text;

namespace Messenger.Web;

/// <summary>A box of MP4 or an atom of QuickTime (ISO/IEC 14496-12, 4.2): its type, where it begins, and where its content does and ends.</summary>
readonly record struct Mp4Box(string Type, long Start, long From, long To)
{
    // A film has a handful at each level; one that has more wants to keep us busy.
    const int MostBoxes = 200;

    public static IEnumerable<Mp4Box> In(Stream file) => In(file, 0, file.Length);

    public static IEnumerable<Mp4Box> In(Stream file, long from, long to)
    {
        for (var count = 0; count < MostBoxes && Next(file, from, to) is { } box; count++)
        {
            yield return box;
            from = box.To;
        }
    }

    public IEnumerable<Mp4Box> Inside(Stream file) => In(file, From, To);

    /// <summary>The first of this type, where each lies in the one before.</summary>
    public Mp4Box? Find(Stream file, params ReadOnlySpan<string> path)
    {
        Mp4Box? at = this;
        foreach (var type in path)
        {
            at = at?.Inside(file).Where(box => box.Type == type).Cast<Mp4Box?>().FirstOrDefault();
        }

        return at;
    }

    /// <summary>What a track holds (8.4.3): vide, soun, meta or something else; null where it is not said.</summary>
    public string? Handler(Stream file) =>
        Find(file, "mdia", "hdlr") is { } handler ? Encoding.Latin1.GetString(MediaInfo.At(file, handler.From + 8, 4)) : null;

    // Its length takes 4 bytes, or 8 after the type where it is told as 1; 0 is "until the end".
    static Mp4Box? Next(Stream file, long from, long to)
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
        return end >= begin && end <= to ? new Mp4Box(type, from, begin, end) : null;
    }
}
