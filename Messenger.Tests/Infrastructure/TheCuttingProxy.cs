using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messenger.Tests;

[RunsOnce]
public sealed class TheCuttingProxy : IAsyncLifetime
{
    readonly TcpListener server = new(IPAddress.Loopback, 0);
    readonly ConcurrentQueue<string> heard = new();
    CuttingProxy proxy = null!;

    public ValueTask InitializeAsync()
    {
        server.Start();
        _ = EchoAsync();
        proxy = new CuttingProxy("127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        server.Dispose();
    }

    [Fact]
    public async Task Passes_on_both_ways_and_counts_connections()
    {
        using var ann = await ConnectAsync();
        using var bob = await ConnectAsync();

        Assert.Equal("one", await AskAsync(ann, "one"));
        Assert.Equal("two", await AskAsync(bob, "two"));
        Assert.Equal(2, proxy.Connections);
        Assert.Equal(2, proxy.OpenConnections);
    }

    [Fact]
    public async Task Passes_on_that_one_side_has_finished()
    {
        using var client = await ConnectAsync();
        await client.SendAsync("last words"u8.ToArray(), Cancelled);
        client.Shutdown(SocketShutdown.Send);

        Assert.Equal("last words", await HearAsync(client));
        Assert.Equal("", await HearAsync(client));
    }

    [Fact]
    public async Task Cuts_the_answer_when_the_server_has_done_its_work()
    {
        proxy.CutAnswerWhen = answer => Encoding.UTF8.GetString(answer.Span).Contains("COMMIT");
        using var client = await ConnectAsync();

        Assert.Equal("BEGIN", await AskAsync(client, "BEGIN"));
        await AssertResetAsync(() => AskAsync(client, "COMMIT"));
        Assert.Contains("COMMIT", heard);
    }

    [Fact]
    public async Task Cuts_every_open_connection_and_takes_new_ones()
    {
        using var client = await ConnectAsync();
        await AskAsync(client, "hello");

        proxy.CutAll();

        await AssertResetAsync(() => HearAsync(client));
        using var next = await ConnectAsync();
        Assert.Equal("again", await AskAsync(next, "again"));
    }

    [Fact]
    public async Task Refuses_new_connections_and_keeps_the_old()
    {
        using var old = await ConnectAsync();
        Assert.Equal("in", await AskAsync(old, "in"));

        proxy.Refuse = true;

        await Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            using var late = await ConnectAsync();
            await AskAsync(late, "too late");
        });
        Assert.Equal("still in", await AskAsync(old, "still in"));
        Assert.Equal(1, proxy.Connections);
    }

    [Fact]
    public async Task Delays_both_directions()
    {
        proxy.Delay = TimeSpan.FromSeconds(0.1);
        using var client = await ConnectAsync();
        var clock = Stopwatch.StartNew();

        await AskAsync(client, "there and back");

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.19), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Slices_what_it_passes_on()
    {
        proxy.Slice = 3;
        using var client = await ConnectAsync();
        await client.SendAsync("seven d"u8.ToArray(), Cancelled);

        var answer = "";
        while (answer.Length < 7)
        {
            answer += await HearAsync(client);
        }

        Assert.Equal("seven d", answer);
        // Three there, three and more back.
        Assert.True(proxy.Pieces >= 6, $"It came in {proxy.Pieces} pieces.");
    }

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port, Cancelled);
        return client;
    }

    static async Task<string> AskAsync(Socket client, string question)
    {
        await client.SendAsync(Encoding.UTF8.GetBytes(question), Cancelled);
        return await HearAsync(client);
    }

    static async Task<string> HearAsync(Socket client)
    {
        var buffer = new byte[100];
        return Encoding.UTF8.GetString(buffer, 0, await client.ReceiveAsync(buffer, Cancelled));
    }

    static async Task AssertResetAsync(Func<Task> act) =>
        Assert.Equal(SocketError.ConnectionReset, (await Assert.ThrowsAsync<SocketException>(act)).SocketErrorCode);

    async Task EchoAsync()
    {
        while (true)
            _ = EchoAsync(await server.AcceptSocketAsync());
    }

    async Task EchoAsync(Socket client)
    {
        using (client)
        {
            var buffer = new byte[100];
            while (await client.ReceiveAsync(buffer) is var count and > 0)
            {
                heard.Enqueue(Encoding.UTF8.GetString(buffer, 0, count));
                await client.SendAsync(buffer.AsMemory(0, count));
            }
        }
    }
}
