using System.Buffers.Binary;
using System.Text;

namespace Messenger.Bench;

/// <summary>The part of RFC 6455 that a reader of events needs.</summary>
public static class WebSocketFrame
{
    /// <summary>The request that turns a connection into a socket (4.1).</summary>
    public static byte[] Upgrade(Uri home, string token) => Encoding.ASCII.GetBytes($"""
        GET /ws HTTP/1.1
        Host: {home.Authority}
        Authorization: Bearer {token}
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: {Convert.ToBase64String(Guid.NewGuid().ToByteArray())}


        """.ReplaceLineEndings("\r\n"));

    /// <summary>How long its head is and its content (5.2); null: more bytes are needed to know.</summary>
    public static (int Head, int Length)? Read(ReadOnlySpan<byte> bytes) => bytes.Length < 2 ? null : (bytes[1] & 0x7F) switch
    {
        126 when bytes.Length < 4 => null,
        126 => (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
        127 when bytes.Length < 10 => null,
        127 => (10, (int)BinaryPrimitives.ReadInt64BigEndian(bytes[2..])),
        var length => (2, length),
    };

    // A client's frames are masked; with zeros the mask changes nothing (5.3).
    public static byte[] Pong(ReadOnlySpan<byte> content) => [0x8A, (byte)(0x80 | content.Length), 0, 0, 0, 0, .. content];
}
