using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messenger.Bench;

/// <summary>
/// A program's WebSocket that reads the events of one chat and counts its messages. It reads frames itself (RFC 6455, 5.2),
/// because half a million deliveries a second leave no time for more.
/// </summary>
public sealed class EventReader : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly Action<int, long>? received;
    byte[] rest = [];

    EventReader(int from, Action<int, long>? received) => (Tally, this.received) = (new MessageTally(from), received);

    public MessageTally Tally { get; }

    public bool IsClosed { get; private set; }

    /// <param name="received">Told the sequence of each message and the time it came (<see cref="Stopwatch.GetTimestamp"/>).</param>
    public static async Task<EventReader> OpenAsync(Uri home, string token, int from, Action<int, long>? received = null)
    {
        var reader = new EventReader(from, received);
        await reader.socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(home.Host), home.Port));
        await reader.socket.SendAsync(WebSocketFrame.Upgrade(home, token));
        var answer = new byte[1024];
        var length = await reader.socket.ReceiveAsync(answer);
        var text = Encoding.ASCII.GetString(answer, 0, length);
        if (!text.StartsWith("HTTP/1.1 101"))
        {
            throw new IOException($"No socket: {text.Split('\r')[0]}");
        }

        reader.rest = answer[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..length];
        _ = reader.ListenAsync();
        return reader;
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
                var whole = Read(buffer.AsSpan(0, rest.Length + count), now);
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
    int Read(ReadOnlySpan<byte> bytes, long now)
    {
        var at = 0;
        while (WebSocketFrame.Read(bytes[at..]) is (var head, var length) && bytes.Length - at >= head + length)
        {
            switch (bytes[at] & 0x0F)
            {
                case 1:
                    ReadEvent(bytes.Slice(at + head, length), now);
                    break;
                case 9:
                    socket.Send(WebSocketFrame.Pong(bytes.Slice(at + head, length)));
                    break;
                case 8:
                    IsClosed = true;
                    break;
            }

            at += head + length;
        }

        return at;
    }

    void ReadEvent(ReadOnlySpan<byte> frame, long now)
    {
        if (!frame.StartsWith("{\"type\":\"new_message\""u8))
        {
            return;
        }

        // The text comes before it and may hold anything, so the last one counts.
        var at = frame.LastIndexOf("\"sequence\":"u8);
        Utf8Parser.TryParse(frame[(at + 11)..], out int sequence, out _);
        Tally.Add(sequence);
        received?.Invoke(sequence, now);
    }
}
