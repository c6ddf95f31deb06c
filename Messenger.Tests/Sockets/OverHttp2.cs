using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Where browsers speak HTTP/2 they open sockets by an extended CONNECT (RFC 8441), and fall back to nothing else.</summary>
[RunsOnce]
public sealed class OverHttp2(OverHttp2.Server2 lines) : IClassFixture<OverHttp2.Server2>
{
    public sealed class Server2 : Lines
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Kestrel:EndpointDefaults:Protocols", "Http2")];
    }

    [Fact]
    public async Task A_socket_says_and_hears_as_ever()
    {
        var chat = await lines.DirectAsync();
        await using var line = await OpenAsync(await lines.TokenAsync(lines.Bob), isV2: true);

        Assert.Equal("messenger.v2", line.Protocol);
        await line.SayAsync("""{"type":"ping"}""");
        await line.HearsAsync("pong");
        await lines.SaysAsync(lines.Ann, chat, "Hello");
        await line.HearsAsync("new_message", data => data.GetProperty("content").GetString() == "Hello");
    }

    [Fact]
    public async Task A_socket_ends_with_its_session_and_its_stream()
    {
        var session = await lines.SessionAsync(lines.Bob);
        await using var line = await OpenAsync(await lines.TokenAsync(session));

        await lines.ActAsync((Sessions sessions) => sessions.EndAnywayAsync(lines.Bob, session.Id));

        Assert.Equal((1008, "session ended"), await line.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken));
        await Eventually.TrueAsync(() => lines.Sockets.Get(lines.Bob).Length == 0);
    }

    [Fact]
    public async Task A_bad_token_is_401_and_no_socket()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => OpenAsync("rubbish"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task What_wants_no_socket_is_told_that_this_is_for_sockets()
    {
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var answer = await http.GetAsync(new Uri(lines.Home, $"ws/{await lines.TokenAsync(lines.Ann)}"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.UpgradeRequired, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        // Of the old kind, and forbidden here (RFC 9113, 8.2.2).
        Assert.False(answer.Headers.Contains("Upgrade"));
    }

    Task<Line> OpenAsync(string token, bool isV2 = false) => Line.OpenAsync(lines.Home, $"ws/{token}", isV2, options =>
    {
        options.HttpVersion = HttpVersion.Version20;
        options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
    });
}
