using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Limits per person: over them an error frame, and the others notice nothing.</summary>
[RunsOnce]
public sealed class AskingTooOften(AskingTooOften.WithLimits lines) : IClassFixture<AskingTooOften.WithLimits>
{
    public sealed class WithLimits : Lines
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Messenger:RateLimits", "on")];
    }

    [Theory]
    [InlineData("ping", """{"type":"ping"}""", 300)]
    [InlineData("typing", """{"type":"typing","chat_id":{chat},"is_typing":true}""", 20)]
    [InlineData("send_message", """{"type":"send_message","chat_id":{chat},"content":"Hello"}""", 40)]
    public async Task Is_answered_with_an_error_and_the_socket_stays_open(string type, string frame, int limit)
    {
        var me = await lines.PersonAsync($"often{type}".Replace("_", ""));
        var chat = await lines.DoAsync((Chats chats) => chats.DirectAsync(me, lines.Eve));
        await using var line = await lines.OpenAsync(me);
        await using var anns = await lines.OpenAsync(lines.Ann);

        // However many are allowed again meanwhile, and are said before the first answer is there.
        var said = 0;
        await Eventually.TrueAsync(async () =>
        {
            for (var i = 0; i < 50; i++, said++)
            {
                await line.SayAsync(frame.Replace("{chat}", $"{chat}"));
            }

            return line.All("error").Any(data => data.GetProperty("code").GetString() == "too_many");
        });
        Assert.InRange(said, limit, int.MaxValue);
        Assert.False(line.Closed.IsCompleted);
        await anns.SayAsync("""{"type":"ping"}""");
        await anns.HearsAsync("pong");
    }

    /// <summary>Asked before any of them is open, each would find room.</summary>
    [Fact]
    public async Task Is_refused_for_all_but_a_hundred_sockets_at_once()
    {
        var me = await lines.PersonAsync("hasty");
        var token = await lines.TokenAsync(me);

        var clients = await Task.WhenAll(Enumerable.Range(0, 130).Select(_ => RawClient.OpenAsync(lines.Home, token)));

        Assert.Equal([(101, 100), (429, 30)], clients.GroupBy(client => client.Status).Select(same => (same.Key, same.Count())).Order());
        Assert.Equal(100, lines.Sockets.Get(me).Length);
        Array.ForEach(clients, client => client.Dispose());
        await Eventually.TrueAsync(() => lines.Sockets.Get(me).Length == 0);
    }

    [Fact]
    public async Task Is_refused_for_the_101st_socket_of_a_person()
    {
        var me = await lines.PersonAsync("many");
        var token = await lines.TokenAsync(me);
        List<RawClient> open = [];
        for (var i = 0; i < 100; i++)
        {
            open.Add(await RawClient.OpenAsync(lines.Home, token));
        }

        using var one = await RawClient.OpenAsync(lines.Home, token);
        using var another = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(lines.Ann));

        Assert.Equal((int)HttpStatusCode.TooManyRequests, one.Status);
        Assert.Contains("Retry-After: 5", one.Answer);
        Assert.All(open, client => Assert.Equal(101, client.Status));
        Assert.Equal(101, another.Status);
        open.ForEach(client => client.Dispose());
    }
}
