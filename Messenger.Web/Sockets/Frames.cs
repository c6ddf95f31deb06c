using System.Buffers.Binary;
using System.Text;

namespace Messenger.Web;

/// <summary>The purpose of a frame (RFC 6455, 5.2).</summary>
public enum Opcode : byte
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

/// <summary>The reasons why a socket is closed (RFC 6455, 7.4.1, and IANA's registry for 1012 and 1013).</summary>
public enum CloseCode : ushort
{
    Normal = 1000,
    ProtocolError = 1002,
    Unsupported = 1003,
    BadText = 1007,
    Policy = 1008,
    TooBig = 1009,
    Restarting = 1012,
    TryAgain = 1013,
}

/// <summary>A server's frames: whole and unmasked, as bytes that are made once and shared by all who get them (RFC 6455, 5).</summary>
public static class Frames
{
    const byte Final = 0x80;

    // Lengths from here on are written in the two or eight bytes that follow (RFC 6455, 5.2).
    const int TwoBytes = 126, EightBytes = 127;

    public static readonly byte[] Ping = Of(Opcode.Ping, []);

    public static byte[] Text(ReadOnlySpan<byte> utf8) => Of(Opcode.Text, utf8);

    public static byte[] Pong(ReadOnlySpan<byte> ping) => Of(Opcode.Pong, ping);

    /// <summary>The answer to a close repeats it (RFC 6455, 5.5.1).</summary>
    public static byte[] Close(ReadOnlySpan<byte> close) => Of(Opcode.Close, close);

    public static byte[] Close(CloseCode code, string reason)
    {
        Span<byte> payload = stackalloc byte[2 + Encoding.UTF8.GetByteCount(reason)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        Encoding.UTF8.GetBytes(reason, payload[2..]);
        return Of(Opcode.Close, payload);
    }

    static byte[] Of(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var start = payload.Length switch
        {
            < TwoBytes => 2,
            <= ushort.MaxValue => 4,
            _ => 10,
        };
        var frame = new byte[start + payload.Length];
        frame[0] = (byte)(Final | (byte)opcode);
        frame[1] = (byte)(start == 2 ? payload.Length : start == 4 ? TwoBytes : EightBytes);
        switch (start)
        {
            case 4:
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            case 10:
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)payload.Length);
                break;
        }

        payload.CopyTo(frame.AsSpan(start));
        return frame;
    }
}
