using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Messenger.Tests;

/// <summary>A bad line on demand: a TCP proxy in front of a server that can cut, refuse, delay and slice.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    readonly string host;
    readonly int port;
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentDictionary<Line, bool> open = new();
    readonly CancellationTokenSource closing = new();
    readonly Task accepting;
    int connections, pieces;

    public CuttingProxy(string host, int port)
    {
        (this.host, this.port) = (host, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>All connections that were ever let in; the refused ones are not.</summary>
    public int Connections => connections;

    public int OpenConnections => open.Count;

    /// <summary>How many pieces were passed on, both ways.</summary>
    public int Pieces => pieces;

    /// <summary>
    /// Sees each piece of an answer before the client does; true resets the connection in its place, so the
    /// server has done its work and the client never hears.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, bool>? CutAnswerWhen { get; set; }

    /// <summary>Resets every new connection at once; the open ones stay.</summary>
    public bool Refuse { get; set; }

    /// <summary>Added to every piece of data, in both directions.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How many bytes go at once at most, in both directions.</summary>
    public int Slice { get; set; } = int.MaxValue;

    public void CutAll()
    {
        foreach (var line in open.Keys)
            line.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await accepting;
        listener.Stop();
        CutAll();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                Take(await listener.AcceptSocketAsync(closing.Token));
        }
        catch (OperationCanceledException)
        {
            // Closing is the only way out.
        }
    }

    void Take(Socket client)
    {
        if (Refuse)
        {
            Line.Reset(client);
            return;
        }
        Interlocked.Increment(ref connections);
        var line = new Line(this, client);
        open[line] = true;
        _ = ForwardAsync(line);
    }

    async Task ForwardAsync(Line line)
    {
        try
        {
            await line.ForwardAsync();
        }
        finally
        {
            open.TryRemove(line, out _);
        }
    }

    /// <summary>One client's connection and the one made to the server for it.</summary>
    sealed class Line(CuttingProxy proxy, Socket client)
    {
        readonly Socket server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        public async Task ForwardAsync()
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(proxy.host, proxy.port);
                await Task.WhenAll(PumpAsync(client, server, _ => false), PumpAsync(server, client, IsToBeCut));
                client.Dispose();
                server.Dispose();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                Cut();
            }
        }

        public void Cut()
        {
            Reset(client);
            Reset(server);
        }

        public static void Reset(Socket socket)
        {
            try
            {
                // Lingering for no time at all makes closing send RST where it would send FIN.
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (ObjectDisposedException)
            {
                // Cut twice.
            }
            socket.Dispose();
        }

        bool IsToBeCut(ReadOnlyMemory<byte> answer) => proxy.CutAnswerWhen?.Invoke(answer) == true;

        async Task PumpAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, bool> isToBeCut)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (await from.ReceiveAsync(buffer) is var count and > 0)
                {
                    if (isToBeCut(buffer.AsMemory(0, count)))
                        throw new SocketException((int)SocketError.ConnectionReset);
                    if (proxy.Delay > TimeSpan.Zero)
                        await Task.Delay(proxy.Delay);
                    for (var sent = 0; sent < count; Interlocked.Increment(ref proxy.pieces))
                        sent += await to.SendAsync(buffer.AsMemory(sent, Math.Min(count - sent, proxy.Slice)));
                }
                to.Shutdown(SocketShutdown.Send);
            }
            catch
            {
                // Also ends the other direction, which would wait for ever for a peer that is no more.
                Cut();
                throw;
            }
        }
    }
}
