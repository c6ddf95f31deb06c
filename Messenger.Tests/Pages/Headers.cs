using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

[RunsOnce]
public sealed class Headers(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData("/account/login", HttpStatusCode.OK)]
    [InlineData("/account/register", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Protect_every_page(string path, HttpStatusCode status)
    {
        using var stranger = server.OpenBrowser();

        var answer = await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'", One(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", One(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy"));
        Assert.Contains("camera=(self)", One(answer, "Permissions-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Let_a_chat_play_what_was_recorded_in_it()
    {
        using var ann = await server.RegisterAsync("speaker");
        var chat = await server.DoAsync((Chats chats) => chats.DirectAsync(Company.IdIn(ann.Page), Company.IdIn(ann.Page)));

        Assert.EndsWith("; media-src 'self' blob:", await PolicyOfAsync($"/chats/{chat}"));
        Assert.DoesNotContain("blob:", await PolicyOfAsync($"/chats/{chat}/files"));

        async Task<string> PolicyOfAsync(string path) => One((await ann.OpenAsync(path)).Answer, "Content-Security-Policy");
    }

    [Theory]
    [InlineData("/settings", HttpStatusCode.Redirect)]
    [InlineData("/lib/app.css", HttpStatusCode.OK)]
    [InlineData("/lib/app.js", HttpStatusCode.OK)]
    [InlineData("/icons.svg", HttpStatusCode.OK)]
    [InlineData("/me/1.css", HttpStatusCode.OK)]
    public async Task Let_what_is_no_page_do_nothing(string path, HttpStatusCode status)
    {
        using var stranger = server.OpenBrowser();

        var answer = await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("default-src 'none'", One(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/settings")]
    [InlineData("/settings/devices")]
    [InlineData("/nowhere")]
    public async Task Let_no_personal_page_be_kept(string path)
    {
        using var ann = await server.RegisterAsync($"ann{path.Length}");

        var answer = await ann.SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

        Assert.Equal("no-store", One(answer, "Cache-Control"));
        Assert.False(answer.Headers.Contains("Pragma"));
    }

    [Fact]
    public async Task Let_no_failure_be_kept_either()
    {
        using var bob = await server.RegisterAsync("bob");
        server.LoseDatabase();
        try
        {
            var answer = await bob.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/"));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("no-store", One(answer, "Cache-Control"));
            Assert.StartsWith("default-src 'self'", One(answer, "Content-Security-Policy"));
        }
        finally
        {
            server.FindDatabaseAgain();
        }
    }

    [Fact]
    public async Task Let_style_sheets_be_kept()
    {
        using var stranger = server.OpenBrowser();
        var page = await stranger.OpenAsync("/account/login");
        var sheet = System.Text.RegularExpressions.Regex.Match(page.Html, "href=\"(/lib/app[^\"]+)\"").Groups[1].Value;

        var answer = await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Get, sheet));

        Assert.DoesNotContain("no-store", One(answer, "Cache-Control"));
    }

    static string One(HttpResponseMessage answer, string header) => Assert.Single(answer.Headers.GetValues(header));
}
