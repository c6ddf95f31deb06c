using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Messenger.Web;

/// <summary>
/// Bytes compressed once as gzip (RFC 1952) around a gap, which is filled anew each time they are sent. What fills it is a stored
/// block of its own (RFC 1951, 3.2.4), between two runs that know nothing of each other.
/// </summary>
sealed class Spliced
{
    // Deflate, no name, no time, no operating system (RFC 1952, 2.3.1).
    static readonly byte[] head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    const int StoredHead = 5, Foot = 8;

    readonly byte[] before, after, plainAfter;
    readonly uint crcBefore;
    readonly int plainLength;

    Spliced(ReadOnlySpan<byte> before, int gap, ReadOnlySpan<byte> after)
    {
        Gap = gap;
        (this.before, this.after) = ([.. head, .. Run(before, isLast: false)], Run(after, isLast: true));
        (plainAfter, crcBefore, plainLength) = (after.ToArray(), Crc32.Of(before), before.Length + after.Length);
    }

    /// <summary>Null unless what stands in the gap now is there exactly once. Without anything there is no gap, and nothing to fill.</summary>
    public static Spliced? Of(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> gap)
    {
        var at = gap.IsEmpty ? plain.Length - 1 : plain.IndexOf(gap);
        return at < 0 || !gap.IsEmpty && plain.LastIndexOf(gap) != at ? null : new Spliced(plain[..at], gap.Length, plain[(at + gap.Length)..]);
    }

    /// <summary>How long it was.</summary>
    public int Gap { get; }

    public int Length => before.Length + after.Length + plainAfter.Length;

    public int LengthWith(ReadOnlySpan<byte> filling) => before.Length + StoredHead + filling.Length + after.Length + Foot;

    public ValueTask<FlushResult> WriteAsync(PipeWriter to, ReadOnlySpan<byte> filling)
    {
        to.Write(before);
        Span<byte> numbers = stackalloc byte[Foot];
        numbers[0] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(numbers[1..], (ushort)filling.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(numbers[3..], (ushort)~filling.Length);
        to.Write(numbers[..StoredHead]);
        to.Write(filling);
        to.Write(after);
        BinaryPrimitives.WriteUInt32LittleEndian(numbers, Crc32.Of(plainAfter, Crc32.Of(filling, crcBefore)));
        BinaryPrimitives.WriteInt32LittleEndian(numbers[4..], plainLength + filling.Length);
        to.Write(numbers);
        return to.FlushAsync();
    }

    /// <summary>A run of deflate that ends at a whole byte; after one that is not the last, others may follow.</summary>
    static byte[] Run(ReadOnlySpan<byte> plain, bool isLast)
    {
        if (plain.IsEmpty)
        {
            // The framework writes no end after nothing: a last stored block of no bytes.
            return isLast ? [1, 0, 0, 0xFF, 0xFF] : [];
        }

        using var bytes = new MemoryStream();
        var deflate = new DeflateStream(bytes, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(plain);
        deflate.Flush();
        var open = isLast ? null : bytes.ToArray();
        deflate.Dispose();
        return open ?? bytes.ToArray();
    }
}
