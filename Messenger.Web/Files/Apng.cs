using System.Buffers.Binary;
using System.Text;

namespace Messenger.Web;

/// <summary>
/// A PNG that moves (PNG, third edition, 11.3.6). libvips draws its first frame only, so the others are copied: the chunks that are
/// pixels and colours, and none of those that say where, when and with what it was made.
/// </summary>
static class Apng
{
    const int Signature = 8, Around = 12;

    static readonly string[] kept = ["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "acTL", "fcTL", "IDAT", "fdAT", "IEND"];

    public readonly record struct Frames(int Count, long Pixels, double Duration);

    readonly record struct Chunk(string Type, long At, int Length);

    /// <summary>Null for one that stands still, or is no whole one.</summary>
    public static Frames? Find(string path)
    {
        using var file = File.OpenRead(path);
        var (isMoving, found) = (false, new Frames());
        foreach (var chunk in Chunks(file))
        {
            isMoving |= chunk.Type == "acTL";
            if (chunk.Type == "IDAT" && !isMoving)
            {
                return null;
            }

            if (chunk.Type == "fcTL" && MediaInfo.At(file, chunk.At + 8, 26) is { IsEmpty: false } control)
            {
                var pixels = (long)BinaryPrimitives.ReadUInt32BigEndian(control[4..]) * BinaryPrimitives.ReadUInt32BigEndian(control[8..]);
                found = new(found.Count + 1, found.Pixels + Math.Min(pixels, int.MaxValue), found.Duration + Delay(control));
            }
        }

        return found.Count > 1 ? found : null;
    }

    public static void Copy(string from, string to)
    {
        using var file = File.OpenRead(from);
        using var copy = File.Create(to);
        foreach (var (at, length) in Chunks(file).Where(chunk => kept.Contains(chunk.Type)).Select(chunk => (chunk.At, chunk.Length + Around)).Prepend((0, Signature)))
        {
            copy.Write(MediaInfo.At(file, at, length));
        }
    }

    static IEnumerable<Chunk> Chunks(FileStream file)
    {
        for (long at = Signature; Next(file, at) is { } chunk; at += Around + chunk.Length)
        {
            yield return chunk;
            if (chunk.Type == "IEND")
            {
                yield break;
            }
        }
    }

    static Chunk? Next(FileStream file, long at)
    {
        var head = MediaInfo.At(file, at, 8);
        var length = head.IsEmpty ? -1 : BinaryPrimitives.ReadInt32BigEndian(head);
        return length >= 0 && at + Around + length <= file.Length ? new Chunk(Encoding.Latin1.GetString(head[4..]), at, length) : null;
    }

    // A fraction of a second; nothing below it means hundredths.
    static double Delay(ReadOnlySpan<byte> control)
    {
        var (over, under) = (BinaryPrimitives.ReadUInt16BigEndian(control[20..]), BinaryPrimitives.ReadUInt16BigEndian(control[22..]));
        return over == 0 ? 0.1 : (double)over / (under == 0 ? 100 : under);
    }
}
