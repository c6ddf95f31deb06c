using System.Buffers;
using System.Buffers.Binary;

namespace Messenger.Web;

/// <summary>
/// Thrown where the other side broke the protocol, or sent what we do not take: the socket is closed with this code.
/// </summary>
sealed class WebSocketProtocolException(CloseCode code, string reason) : Exception(reason)
{
    public CloseCode Code => code;

    public static WebSocketProtocolException TooBig() => new(CloseCode.TooBig, "over 64 KiB");
}

/// <summary>One frame of a client, unmasked (RFC 6455, 5.2 and 5.3).</summary>
readonly record struct ClientFrame(bool IsFinal, Opcode Opcode, byte[] Payload)
{
    public const int Limit = 64 << 10;

    const int MaskLength = 4, ControlLimit = 125;

    /// <summary>Takes the first frame off the bytes; false when it is not there as a whole. What is wrong about it is said as soon as it is seen.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> bytes, out ClientFrame frame)
    {
        frame = default;
        var reader = new SequenceReader<byte>(bytes);
        if (!reader.TryRead(out var first) || !reader.TryRead(out var second))
        {
            return false;
        }

        var (isFinal, opcode) = ((first & 0x80) != 0, (Opcode)(first & 0x0F));
        Check(isFinal, opcode, reserved: first & 0x70, isMasked: (second & 0x80) != 0, length: second & 0x7F);
        if (!TryReadLength(ref reader, second & 0x7F, out var length) || reader.Remaining < MaskLength + length)
        {
            return false;
        }

        Span<byte> mask = stackalloc byte[MaskLength];
        reader.TryCopyTo(mask);
        reader.Advance(MaskLength);
        var payload = new byte[length];
        reader.TryCopyTo(payload);
        reader.Advance(length);
        Unmask(payload, mask);
        (bytes, frame) = (reader.UnreadSequence, new ClientFrame(isFinal, opcode, payload));
        return true;
    }

    static void Check(bool isFinal, Opcode opcode, int reserved, bool isMasked, int length)
    {
        if (reserved != 0 || !Enum.IsDefined(opcode))
        {
            throw new WebSocketProtocolException(CloseCode.ProtocolError, "unknown kind of frame");
        }

        if (!isMasked)
        {
            throw new WebSocketProtocolException(CloseCode.ProtocolError, "frames of a client are masked");
        }

        if (opcode >= Opcode.Close && (!isFinal || length > ControlLimit))
        {
            throw new WebSocketProtocolException(CloseCode.ProtocolError, "control frames are short and whole");
        }

        if (opcode is Opcode.Binary)
        {
            throw new WebSocketProtocolException(CloseCode.Unsupported, "text only");
        }
    }

    static bool TryReadLength(ref SequenceReader<byte> reader, int said, out int length)
    {
        length = said;
        long longer = said;
        if (said == 126)
        {
            if (!reader.TryReadBigEndian(out short two))
            {
                return false;
            }

            longer = (ushort)two;
        }
        else if (said == 127 && !reader.TryReadBigEndian(out longer))
        {
            return false;
        }

        if (longer < 0 || said == 126 && longer < 126 || said == 127 && longer <= ushort.MaxValue)
        {
            throw new WebSocketProtocolException(CloseCode.ProtocolError, "a length is written as short as it can be");
        }

        length = longer <= Limit ? (int)longer : throw WebSocketProtocolException.TooBig();
        return true;
    }

    static void Unmask(Span<byte> payload, ReadOnlySpan<byte> mask)
    {
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= mask[i & 3];
        }
    }
}
