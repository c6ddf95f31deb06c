using System.Net.Sockets;
using System.Text;

namespace Messenger.Tests;

/// <summary>Uploads that hardly move hold up their sender, and not for ever.</summary>
[RunsOnce]
public sealed class SlowUploads(SlowUploads.Limited server) : IClassFixture<SlowUploads.Limited>
{
    public sealed class Limited : Server
    {
        protected override IEnumerable<(string, string)> Settings => [("Messenger:RateLimits", "on")];
    }

    [Fact]
    public async Task Are_few_for_each_person_and_given_up_in_the_end()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var chat = await ann.GroupAsync(bob);
        List<TcpClient> slow = [];
        for (var i = 0; i < 9; i++)
        {
            slow.Add(await BeginAsync(ann, chat));
        }

        (await SendAsync(bob, chat)).Is(201);

        List<string> answers = [];
        foreach (var one in slow)
        {
            var answer = new byte["HTTP/1.1 408".Length];
            await one.GetStream().ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
            answers.Add(Encoding.ASCII.GetString(answer));
        }

        Assert.Equal([.. Enumerable.Repeat("HTTP/1.1 408", 8), "HTTP/1.1 429"], answers.Order());
        slow.ForEach(one => one.Dispose());
        await Eventually.TrueAsync(async () => (await SendAsync(ann, chat)).Status == 201);
    }

    async Task<TcpClient> BeginAsync(Caller who, int chat)
    {
        var line = new TcpClient();
        await line.ConnectAsync(server.Home.Host, server.Home.Port, TestContext.Current.CancellationToken);
        var head = $"POST /api/chats/{chat}/messages HTTP/1.1\r\nHost: {server.Home.Authority}\r\nAuthorization: Bearer {who.Token}\r\n" +
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n--x\r\n";
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        return line;
    }

    static async Task<Answer> SendAsync(Caller who, int chat)
    {
        using var form = new MultipartFormDataContent { { new StringContent("Hello"), "content" }, { new ByteArrayContent("Hello"u8.ToArray()), "files", "note.txt" } };
        return await who.SendAsync(HttpMethod.Post, $"/api/chats/{chat}/messages", form);
    }
}
