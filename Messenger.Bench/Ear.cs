using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messenger.Bench;

/// <summary>
/// One socket that listens to one chat and holds the server to its promise: every message, each once, in order. It reads frames
/// itself (RFC 6455, 5.2), because half a million deliveries a second leave no time for more.
/// </summary>
public sealed class Ear : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly Action<int, long>? heard;
    byte[] rest = [];

    Ear(Action<int, long>? heard) => this.heard = heard;

    /// <summary>The number of the newest message it has heard.</summary>
    public int Last { get; private set; }

    public long Count { get; private set; }

    public int Lost { get; private set; }

    public int Doubled { get; private set; }

    public bool IsClosed { get; private set; }

    /// <param name="heard">Told the sequence of each message and the time it came (<see cref="Stopwatch.GetTimestamp"/>).</param>
    public static async Task<Ear> OpenAsync(Uri home, string token, int from, Action<int, long>? heard = null)
    {
        var ear = new Ear(heard) { Last = from };
        await ear.socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(home.Host), home.Port));
        await ear.socket.SendAsync(Encoding.ASCII.GetBytes($"""
            GET /ws HTTP/1.1
            Host: {home.Authority}
            Authorization: Bearer {token}
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: {Convert.ToBase64String(Guid.NewGuid().ToByteArray())}


            """.ReplaceLineEndings("\r\n")));
        var answer = new byte[1024];
        var length = await ear.socket.ReceiveAsync(answer);
        var text = Encoding.ASCII.GetString(answer, 0, length);
        if (!text.StartsWith("HTTP/1.1 101"))
        {
            throw new IOException($"No socket: {text.Split('\r')[0]}");
        }

        ear.rest = answer[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..length];
        _ = ear.ListenAsync();
        return ear;
    }

    public void Dispose() => socket.Dispose();

    async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                // Nothing is held while nothing comes.
                await socket.ReceiveAsync(Memory<byte>.Empty);
                var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
                rest.CopyTo(buffer, 0);
                var count = await socket.ReceiveAsync(buffer.AsMemory(rest.Length));
                if (count == 0)
                {
                    break;
                }

                var now = Stopwatch.GetTimestamp();
                var whole = Hear(buffer.AsSpan(0, rest.Length + count), now);
                rest = buffer.AsSpan(whole, rest.Length + count - whole).ToArray();
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Closed by either side: said below.
        }

        IsClosed = true;
    }

    /// <returns>How much of it was whole frames.</returns>
    int Hear(ReadOnlySpan<byte> bytes, long now)
    {
        var at = 0;
        while (Frame(bytes[at..]) is (var head, var length) && bytes.Length - at >= head + length)
        {
            switch (bytes[at] & 0x0F)
            {
                case 1:
                    Message(bytes.Slice(at + head, length), now);
                    break;
                case 9:
                    Pong(bytes.Slice(at + head, length));
                    break;
                case 8:
                    IsClosed = true;
                    break;
            }

            at += head + length;
        }

        return at;
    }

    static (int Head, int Length)? Frame(ReadOnlySpan<byte> bytes) => bytes.Length < 2 ? null : (bytes[1] & 0x7F) switch
    {
        126 when bytes.Length < 4 => null,
        126 => (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
        127 when bytes.Length < 10 => null,
        127 => (10, (int)BinaryPrimitives.ReadInt64BigEndian(bytes[2..])),
        var length => (2, length),
    };

    void Message(ReadOnlySpan<byte> frame, long now)
    {
        if (!frame.StartsWith("{\"type\":\"new_message\""u8))
        {
            return;
        }

        // The text comes before it and may hold anything, so the last one counts.
        var at = frame.LastIndexOf("\"sequence\":"u8);
        System.Buffers.Text.Utf8Parser.TryParse(frame[(at + 11)..], out int sequence, out _);
        Lost += Math.Max(0, sequence - Last - 1);
        Doubled += sequence <= Last ? 1 : 0;
        Last = Math.Max(Last, sequence);
        Count++;
        heard?.Invoke(sequence, now);
    }

    // A client's frames are masked; with zeros the mask changes nothing (RFC 6455, 5.3).
    void Pong(ReadOnlySpan<byte> content) => socket.Send([0x8A, (byte)(0x80 | content.Length), 0, 0, 0, 0, .. content]);
}
