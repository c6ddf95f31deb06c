namespace Messenger.Tests;

/// <summary>Who may open a socket, and how (RFC 6455, 4.2).</summary>
public sealed class Handshaking(Handshaking.WithOrigins lines) : IClassFixture<Handshaking.WithOrigins>
{
    public sealed class WithOrigins : Lines
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Cors:Origins", "https://app.example.org, http://localhost:3000")];
    }

    [Fact]
    public async Task Answers_101_with_the_proof_of_the_key_and_no_extension()
    {
        using var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(lines.Ann), headers: ["Sec-WebSocket-Extensions: permessage-deflate"]);

        Assert.Equal(101, client.Status);
        // The example of RFC 6455, 1.3.
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", client.Answer);
        Assert.Contains("Upgrade: websocket", client.Answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Connection: Upgrade", client.Answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", client.Answer);
        Assert.DoesNotContain("Sec-WebSocket-Protocol", client.Answer);
    }

    [Theory]
    [InlineData("messenger.v2", true)]
    [InlineData("other, messenger.v2", true)]
    [InlineData("messenger.v3", false)]
    public async Task Names_the_subprotocol_that_it_knows(string asked, bool isKnown)
    {
        using var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(lines.Ann), headers: [$"Sec-WebSocket-Protocol: {asked}"]);

        Assert.Equal(101, client.Status);
        Assert.Equal(isKnown, client.Answer.Contains("Sec-WebSocket-Protocol: messenger.v2\r\n"));
    }

    [Theory]
    [InlineData("GET", "Upgrade:", 426)]
    [InlineData("GET", "Upgrade: h2c", 426)]
    [InlineData("GET", "Connection: close", 426)]
    [InlineData("GET", "Sec-WebSocket-Version: 8", 426)]
    [InlineData("GET", "Sec-WebSocket-Version:", 426)]
    [InlineData("GET", "Sec-WebSocket-Key:", 400)]
    [InlineData("GET", "Sec-WebSocket-Key: short", 400)]
    [InlineData("GET", "Sec-WebSocket-Key: not base64 !!!!!!!!!", 400)]
    [InlineData("POST", "Content-Length: 0", 400)]
    public async Task Of_another_kind_is_refused(string method, string header, int status)
    {
        using var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(lines.Ann), method, [header]);

        Assert.Equal(status, client.Status);
        Assert.Contains("application/problem+json", client.Answer);
        if (header.StartsWith("Sec-WebSocket-Version"))
        {
            Assert.Contains("Sec-WebSocket-Version: 13", client.Answer);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("a.b.c")]
    [InlineData("%ff")]
    public async Task With_a_bad_token_is_401_and_no_socket(string token)
    {
        using var client = await RawClient.OpenAsync(lines.Home, token);

        Assert.Equal(401, client.Status);
        Assert.Contains("WWW-Authenticate: Bearer", client.Answer);
    }

    [Fact]
    public async Task Takes_the_token_from_the_header_too()
    {
        var token = await lines.TokenAsync(lines.Ann);

        await using var line = await Line.OpenAsync(lines.Home, "ws", isV2: false, options => options.SetRequestHeader("Authorization", $"Bearer {token}"));

        await line.SayAsync(new { type = "ping" });
        await line.HearsAsync("pong");
    }

    [Fact]
    public async Task Never_takes_the_browsers_cookie()
    {
        using var browser = await lines.LogInAsync("ann");
        var cookie = $"Cookie: {browser.Cookies.GetCookieHeader(lines.Home)}";

        using var client = await RawClient.OpenAsync(lines.Home, "", headers: [cookie]);

        Assert.Equal(401, client.Status);
    }

    [Theory]
    [InlineData("https://app.example.org", 101)]
    [InlineData("http://localhost:3000", 101)]
    [InlineData("ours", 101)]
    [InlineData("https://evil.example", 403)]
    [InlineData("https://app.example.org.evil.example", 403)]
    [InlineData("http://app.example.org", 403)]
    [InlineData("null", 403)]
    public async Task Is_for_our_pages_and_those_that_are_named(string origin, int status)
    {
        var header = $"Origin: {(origin == "ours" ? lines.Home.GetLeftPart(UriPartial.Authority) : origin)}";

        using var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(lines.Ann), headers: [header]);

        Assert.Equal(status, client.Status);
    }

    /// <summary>What a client missed before it asks for once it is open, and what happens after that it hears.</summary>
    [Fact]
    public async Task Is_answered_when_the_socket_is_told_of_everything()
    {
        var chat = await lines.DirectAsync();
        for (var i = 0; i < 20; i++)
        {
            var session = await lines.SessionAsync(lines.Bob);
            using var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(session));
            Assert.Contains(lines.Sockets.All, socket => socket.SessionId == session.Id);

            await lines.SaysAsync(lines.Ann, chat, $"At once {i}");

            RawFrame? heard;
            do
            {
                heard = await client.ReadAsync();
                Assert.NotNull(heard);
            }
            while (!heard.Text.Contains($"At once {i}"));
        }
    }

    [Fact]
    public async Task One_person_may_have_two_sessions_and_each_hears()
    {
        var chat = await lines.DirectAsync();
        await using var one = await lines.OpenAsync(lines.Bob);
        await using var other = await lines.OpenAsync(lines.Bob);

        await lines.SaysAsync(lines.Ann, chat, "To both");

        await one.HearsAsync("new_message", data => data.GetProperty("content").GetString() == "To both");
        await other.HearsAsync("new_message", data => data.GetProperty("content").GetString() == "To both");
    }
}
