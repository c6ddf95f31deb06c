using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Messenger.Web;

/// <summary>
/// Takes out of a film where it was taken, in place: what tells it becomes a box of nothing ("free", ISO/IEC 14496-12, 8.1.2) of the same length, so
/// nothing else moves and nothing is encoded anew. Those are ©xyz (QuickTime, Android), loci (3GPP TS 26.244, 8.13), the keys of Apple's location,
/// XMP, and tracks that are neither picture nor sound but measurements, as action cameras and phones add them.
/// </summary>
static class Mp4Location
{
    // More than a day of film; a table that says more is not believed.
    const int MostEntries = 1_000_000;

    // The user data of a track lies two levels down in a movie; one that is wrapped deeper wants to exhaust the stack.
    const int MostLevels = 4;

    static readonly string[] telling = ["©xyz", "loci", "XMP_", "gps "];

    static readonly byte[] xmp = [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];

    static readonly byte[] nothing = new byte[16 << 10];

    public static void Erase(Stream file)
    {
        // Each byte need be written once: a table that points at all of it over and over does not keep us busy.
        var left = file.Length;
        foreach (var box in Mp4Box.In(file))
        {
            if (box.Type == "moov")
            {
                EraseIn(file, box, MostLevels, ref left);
            }
            else if (box.Type == "uuid" && MediaInfo.At(file, box.From, 16).SequenceEqual(xmp))
            {
                Blank(file, box, ref left);
            }
        }
    }

    static void EraseIn(Stream file, Mp4Box container, int levels, ref long left)
    {
        foreach (var box in container.Inside(file))
        {
            switch (box.Type)
            {
                case "trak" when box.Handler(file) is "meta":
                    BlankSamples(file, box, ref left);
                    Blank(file, box, ref left);
                    break;
                case "trak" or "udta" when levels > 1:
                    EraseIn(file, box, levels - 1, ref left);
                    break;
                case "meta":
                    EraseKeys(file, box, ref left);
                    break;
                case var type when telling.Contains(type):
                    Blank(file, box, ref left);
                    break;
            }
        }
    }

    // Values by the number of their key (QuickTime File Format, "Metadata"). In ISO's files four bytes of version come first, in QuickTime's they do not.
    static void EraseKeys(Stream file, Mp4Box meta, ref long left)
    {
        var from = MediaInfo.At(file, meta.From + 4, 4).SequenceEqual("hdlr"u8) ? meta.From : meta.From + 4;
        var inside = Mp4Box.In(file, from, meta.To).ToList();
        var keys = inside.Where(box => box.Type == "keys")
            .SelectMany(box => Mp4Box.In(file, box.From + 8, box.To))
            .Select(key => Encoding.Latin1.GetString(MediaInfo.At(file, key.From, (int)Math.Min(key.To - key.From, 200))))
            .ToList();
        foreach (var value in inside.Where(box => box.Type == "ilst").SelectMany(box => box.Inside(file)))
        {
            var number = BinaryPrimitives.ReadUInt32BigEndian(Encoding.Latin1.GetBytes(value.Type));
            if (telling.Contains(value.Type) || (number > 0 && number <= keys.Count && keys[(int)number - 1].Contains("location", StringComparison.OrdinalIgnoreCase)))
            {
                Blank(file, value, ref left);
            }
        }
    }

    // Where the samples of a track lie: chunks begin at these offsets, hold so many samples each, and those are so long (8.7).
    static void BlankSamples(Stream file, Mp4Box track, ref long left)
    {
        if (track.Find(file, "mdia", "minf", "stbl") is not { } table)
        {
            return;
        }

        var wide = table.Find(file, "co64");
        var offsets = Numbers(file, wide ?? table.Find(file, "stco"), 4, wide is null ? 1 : 2);
        var runs = Numbers(file, table.Find(file, "stsc"), 4, 3);
        var sizes = Numbers(file, table.Find(file, "stsz"), 8, 1);
        var same = Number(file, table.Find(file, "stsz"), 4);
        var (run, sample, step) = (0, 0, wide is null ? 1 : 2);
        for (var chunk = 0; chunk * step < offsets.Length && runs.Length > 0 && left > 0; chunk++)
        {
            run += run + 3 < runs.Length && runs[run + 3] == chunk + 1 ? 3 : 0;
            var length = Math.Min((long)same * runs[run + 1], file.Length);
            for (var inChunk = 0u; same == 0 && inChunk < runs[run + 1] && sample < sizes.Length; inChunk++)
            {
                length += sizes[sample++];
            }

            Fill(file, wide is null ? offsets[chunk] : (long)offsets[chunk * 2] << 32 | offsets[(chunk * 2) + 1], length, ref left);
        }
    }

    static uint Number(Stream file, Mp4Box? box, int at) =>
        box is { } table && MediaInfo.At(file, table.From + at, 4) is { Length: 4 } told ? BinaryPrimitives.ReadUInt32BigEndian(told) : 0;

    /// <summary>The rows of a table, one after the other. Their count comes before them, and something else before that.</summary>
    static uint[] Numbers(Stream file, Mp4Box? box, int before, int columns)
    {
        var from = (box?.From ?? 0) + before + 4;
        var rows = Math.Min(Math.Min(Number(file, box, before), MostEntries), ((box?.To ?? 0) - from) / 4 / columns);
        var numbers = new uint[Math.Max(0, rows) * columns];
        MediaInfo.At(file, from, numbers.Length * 4).CopyTo(MemoryMarshal.AsBytes(numbers.AsSpan()));
        BinaryPrimitives.ReverseEndianness(numbers, numbers);
        return numbers;
    }

    static void Blank(Stream file, Mp4Box box, ref long left)
    {
        file.Position = box.Start + 4;
        file.Write("free"u8);
        Fill(file, box.From, box.To - box.From, ref left);
    }

    static void Fill(Stream file, long from, long length, ref long left)
    {
        length = from < 0 || from > file.Length ? 0 : Math.Min(Math.Min(length, file.Length - from), left);
        left -= length;
        file.Position = length > 0 ? from : 0;
        for (; length > 0; length -= Math.Min(length, nothing.Length))
        {
            file.Write(nothing, 0, (int)Math.Min(length, nothing.Length));
        }
    }
}
