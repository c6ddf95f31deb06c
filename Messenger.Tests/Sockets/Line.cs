using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Messenger.Tests;

/// <summary>A program's open socket: it remembers everything it hears, in its order.</summary>
public sealed class Line : IAsyncDisposable
{
    readonly ClientWebSocket socket = new();
    // Asked for where HTTP/2 is, which many sockets share a connection of.
    readonly HttpMessageInvoker http = new(new SocketsHttpHandler());
    readonly ConcurrentQueue<JsonElement> heard = new();
    readonly Channel<JsonElement> live = Channel.CreateUnbounded<JsonElement>();
    readonly TaskCompletionSource<(int Code, string? Reason)> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything heard so far.</summary>
    public IReadOnlyList<JsonElement> Heard => [.. heard];

    /// <summary>The same, one after the other as it comes, until the socket is closed.</summary>
    public IAsyncEnumerable<JsonElement> Live(CancellationToken stop) => live.Reader.ReadAllAsync(stop);

    /// <summary>The code and reason with which the server closed; 1006 when it just ended (RFC 6455, 7.1.5).</summary>
    public Task<(int Code, string? Reason)> Closed => closed.Task;

    public bool IsOpen => socket.State == WebSocketState.Open;

    public string? Protocol => socket.SubProtocol;

    /// <param name="token">Goes into the address, as the programs of old do it.</param>
    public static Task<Line> OpenAsync(Uri home, string token, bool isV2 = false, string? origin = null) => OpenAsync(home, $"ws/{token}", isV2, options =>
    {
        if (origin is not null)
        {
            options.SetRequestHeader("Origin", origin);
        }
    });

    public static async Task<Line> OpenAsync(Uri home, string path, bool isV2, Action<ClientWebSocketOptions> set)
    {
        var line = new Line();
        if (isV2)
        {
            line.socket.Options.AddSubProtocol("messenger.v2");
        }

        line.socket.Options.CollectHttpResponseDetails = true;
        set(line.socket.Options);
        try
        {
            await line.socket.ConnectAsync(new UriBuilder(new Uri(home, path)) { Scheme = home.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri, line.socket.Options.HttpVersion.Major > 1 ? line.http : null, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException refused)
        {
            throw new HttpRequestException("No socket.", refused, line.socket.HttpStatusCode);
        }

        _ = line.ListenAsync();
        return line;
    }

    public Task SayAsync(object frame) => SayAsync(JsonSerializer.Serialize(frame));

    public Task SayAsync(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    /// <summary>The first of this type that is so, waited for: its data.</summary>
    public async Task<JsonElement> HearsAsync(string type, Func<JsonElement, bool>? isSo = null)
    {
        await Eventually.TrueAsync(() => All(type).Any(data => isSo?.Invoke(data) is not false),
            () => $"No such {type} was heard, only:\n{string.Join('\n', heard)}");
        return All(type).First(data => isSo?.Invoke(data) is not false);
    }

    /// <summary>The data of all that were heard of this type.</summary>
    public IReadOnlyList<JsonElement> All(string type) =>
        [.. heard.Where(frame => frame.GetProperty("type").GetString() == type).Select(frame => frame.TryGetProperty("data", out var data) ? data : default)];

    public Task CloseAsync() => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (IsOpen)
            {
                await CloseAsync();
                await Closed.WaitAsync(Promised.Close);
            }
        }
        catch (Exception cut) when (cut is WebSocketException or OperationCanceledException or TimeoutException)
        {
            // Open a moment ago; what a test expects of the end it says itself.
        }

        socket.Dispose();
        http.Dispose();
    }

    async Task ListenAsync()
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (true)
            {
                var (length, part) = (0, default(ValueWebSocketReceiveResult));
                for (; !part.EndOfMessage; length += part.Count)
                {
                    part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                }

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    closed.TrySetResult(((int)socket.CloseStatus!, socket.CloseStatusDescription));
                    return;
                }

                var frame = JsonElement.Parse(buffer.AsSpan(0, length));
                heard.Enqueue(frame);
                live.Writer.TryWrite(frame);
            }
        }
        catch (Exception cut) when (cut is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            closed.TrySetResult((1006, null));
        }
        finally
        {
            live.Writer.Complete();
        }
    }
}
