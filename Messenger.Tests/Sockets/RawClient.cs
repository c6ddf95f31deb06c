using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Messenger.Tests;

/// <summary>A frame as it came: its first byte whole, so that final and reserved bits can be looked at.</summary>
public sealed record RawFrame(byte First, byte[] Payload)
{
    public int Opcode => First & 0x0F;

    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>The code of a close (RFC 6455, 5.5.1).</summary>
    public int Code => Payload.Length < 2 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(Payload);
}

/// <summary>A WebSocket client that may send anything at all, right or wrong.</summary>
public sealed class RawClient : IDisposable
{
    public const int Text = 0x81, Binary = 0x82, Close = 0x88, Ping = 0x89, Pong = 0x8A;

    const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    readonly TcpClient tcp = new();
    NetworkStream stream = null!;

    /// <summary>The status line and headers of the answer.</summary>
    public string Answer { get; private set; } = "";

    public int Status => int.Parse(Answer.Split(' ')[1]);

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="headers">Lines that replace the usual ones of the same name; one without a value removes it.</param>
    public static async Task<RawClient> OpenAsync(Uri home, string token, string first = "GET", string[]? headers = null, int buffer = 0)
    {
        var client = new RawClient();
        if (buffer > 0)
        {
            client.tcp.ReceiveBufferSize = buffer;
        }

        await client.tcp.ConnectAsync(home.Host, home.Port, Cancelled);
        client.stream = client.tcp.GetStream();
        var all = new[] { $"Host: {home.Authority}", "Connection: keep-alive, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", $"Sec-WebSocket-Key: {Key}" }
            .Concat(headers ?? []).GroupBy(line => line.Split(':')[0]).Select(same => same.Last()).Where(line => !line.EndsWith(':'));
        await client.WriteAsync(Encoding.ASCII.GetBytes($"{first} /ws/{token} HTTP/1.1\r\n{string.Join("\r\n", all)}\r\n\r\n"));
        while (!client.Answer.EndsWith("\r\n\r\n"))
        {
            client.Answer += (char)(await client.ReadAsync(1))[0];
        }

        return client;
    }

    public async Task WriteAsync(byte[] bytes) => await stream.WriteAsync(bytes, Cancelled);

    public Task SendAsync(int first, string text) => SendAsync(first, Encoding.UTF8.GetBytes(text));

    public Task SendAsync(int first, byte[] payload) => WriteAsync(Masked(first, payload));

    /// <summary>The next frame; null when the line has ended.</summary>
    public async Task<RawFrame?> ReadAsync()
    {
        try
        {
            var start = await ReadAsync(2);
            var length = start[1] switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
                127 => (int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8)),
                var one => one,
            };
            return new RawFrame(start[0], await ReadAsync(length));
        }
        catch (Exception ended) when (ended is IOException or SocketException)
        {
            return null;
        }
    }

    /// <summary>The next one that is not about who came and went.</summary>
    public async Task<RawFrame?> AnswerAsync()
    {
        while (true)
        {
            var frame = await ReadAsync();
            if (frame?.Opcode != 1 || !frame.Text.Contains("user_status"))
            {
                return frame;
            }
        }
    }

    /// <summary>The next one that is not about keeping alive, which is answered (RFC 6455, 5.5.2).</summary>
    public async Task<RawFrame?> ReadAliveAsync()
    {
        while (true)
        {
            var frame = await ReadAsync();
            if (frame?.Opcode != 9)
            {
                return frame;
            }

            await SendAsync(Pong, frame.Payload);
        }
    }

    public static byte[] Masked(int first, byte[] payload)
    {
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(0x80 | payload.Length)],
            <= ushort.MaxValue => [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0x80 | 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        byte[] mask = [0x12, 0x34, 0x56, 0x78];
        return [(byte)first, .. length, .. mask, .. payload.Select((value, i) => (byte)(value ^ mask[i % 4]))];
    }

    /// <summary>Nothing more will be sent; what comes can still be read.</summary>
    public void EndWriting() => tcp.Client.Shutdown(SocketShutdown.Send);

    public void Dispose() => tcp.Dispose();

    async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Cancelled);
        return bytes;
    }
}
