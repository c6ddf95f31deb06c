using System.Net;

namespace Messenger.Tests;

/// <summary>With a public address we are there and nowhere else, whatever Host the proxy before us sends, or somebody made up.</summary>
[RunsOnce]
public sealed class BehindAProxy(BehindAProxy.Known server) : IClassFixture<BehindAProxy.Known>
{
    const string Ours = "https://chat.example.org";

    public sealed class Known : Server
    {
        protected override IEnumerable<(string, string)> Settings => [("Messenger:PublicUrl", Ours), ("Messenger:TrustedProxies", "127.0.0.0/8,::1"), ("Cors:Origins", "https://app.example.org")];
    }

    [Theory]
    [InlineData("/hub/negotiate?negotiateVersion=1", Ours, 401)]
    [InlineData("/hub/negotiate?negotiateVersion=1", "https://CHAT.example.org", 401)]
    [InlineData("/hub/negotiate?negotiateVersion=1", "https://evil.example", 403)]
    [InlineData("/hub/negotiate?negotiateVersion=1", "https://chat.example.org.evil.example", 403)]
    [InlineData("/hub/negotiate?negotiateVersion=1", "http://chat.example.org", 403)]
    [InlineData("/ws", Ours, 401)]
    [InlineData("/ws", "https://app.example.org", 401)]
    [InlineData("/ws", "https://evil.example", 403)]
    public async Task The_live_line_is_open_to_our_own_pages_only(string path, string origin, int status)
    {
        // As a proxy asks that puts its own name for us into the request.
        var request = new HttpRequestMessage(path == "/ws" ? HttpMethod.Get : HttpMethod.Post, path);
        request.Headers.Host = "messenger:8080";
        request.Headers.Add("Origin", origin);
        using var stranger = server.OpenBrowser();

        using var answer = await stranger.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/chats/new")]
    [InlineData("/chats/5?before=7")]
    [InlineData("/settings")]
    public async Task A_made_up_host_leads_nowhere(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "evil.example";
        using var stranger = server.OpenBrowser();

        using var answer = await stranger.SendAsync(request);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/account/login", $"{answer.Headers.Location}");
        Assert.DoesNotContain("evil.example", await answer.TextAsync());
    }

    [Fact]
    public async Task Pages_name_the_public_address()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/account/login");
        request.Headers.Host = "evil.example";
        using var stranger = server.OpenBrowser();

        using var answer = await stranger.SendAsync(request);
        var html = await answer.TextAsync();

        Assert.Contains("chat.example.org", html);
        Assert.DoesNotContain("evil.example", html);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task The_cookie_for_files_goes_over_tls_only()
    {
        var ann = await server.JoinAsync();

        var answer = await (ann with { Token = null }).PostAsync("/api/auth/login", new { email = ann.Email(), password = Server.Password });

        Assert.Contains("secure", answer.Is(200).Header("Set-Cookie"), StringComparison.OrdinalIgnoreCase);
    }
}
