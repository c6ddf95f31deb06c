using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messenger.Bench;

/// <summary>One HTTP/1.1 connection, one request at a time, and nothing more than that: the load must cost less than what it measures.</summary>
public sealed class HttpConnection : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly string host;
    byte[] buffer = new byte[1 << 16];
    int start, end;

    HttpConnection(Uri home) => host = home.Authority;

    public static async Task<HttpConnection> OpenAsync(Uri home)
    {
        var connection = new HttpConnection(home);
        await connection.socket.ConnectAsync(new IPEndPoint(Dns.GetHostAddresses(home.Host, AddressFamily.InterNetwork)[0], home.Port));
        return connection;
    }

    /// <summary>The bytes of a request, made once for many.</summary>
    public byte[] Request(string method, string path, string? body, params string[] headers)
    {
        var content = body is null ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        var more = string.Concat(headers.Select(header => header + "\r\n"));
        return Encoding.UTF8.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{more}{content}\r\n{body}");
    }

    /// <returns>The status, the length of the content, and the content itself until the next request.</returns>
    public async Task<(int Status, ReadOnlyMemory<byte> Content)> AskAsync(byte[] request)
    {
        await socket.SendAsync(request);
        start = end = 0;
        int head;
        while ((head = buffer.AsSpan(0, end).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await MoreAsync();
        }

        var status = int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var headers = Encoding.ASCII.GetString(buffer, 0, head);
        start = head + 4;
        return (status, headers.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? await ChunksAsync() : await LengthAsync(Length(headers)));
    }

    public void Dispose() => socket.Dispose();

    async Task<ReadOnlyMemory<byte>> LengthAsync(int length)
    {
        while (end - start < length)
        {
            await MoreAsync();
        }

        return buffer.AsMemory(start, length);
    }

    // RFC 9112, 7.1. The chunks are pushed together where they are.
    async Task<ReadOnlyMemory<byte>> ChunksAsync()
    {
        var (from, to, at) = (start, start, start);
        while (true)
        {
            int line;
            while ((line = buffer.AsSpan(at, end - at).IndexOf("\r\n"u8)) < 0)
            {
                await MoreAsync();
            }

            var size = int.Parse(buffer.AsSpan(at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at += line + 2;
            while (end - at < size + 2)
            {
                await MoreAsync();
            }

            if (size == 0)
            {
                return buffer.AsMemory(from, to - from);
            }

            buffer.AsSpan(at, size).CopyTo(buffer.AsSpan(to));
            (to, at) = (to + size, at + size + 2);
        }
    }

    async Task MoreAsync()
    {
        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var count = await socket.ReceiveAsync(buffer.AsMemory(end));
        end += count > 0 ? count : throw new IOException("The server closed the connection.");
    }

    static int Length(string headers)
    {
        var at = headers.IndexOf("Content-Length:", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(headers.AsSpan(at + 15).Trim().ToString().Split('\r')[0], CultureInfo.InvariantCulture);
    }
}
