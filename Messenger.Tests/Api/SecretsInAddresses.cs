using System.Text.RegularExpressions;
using Messenger.Domain;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>What proves something and comes in an address is in no log, also when an operator has every request logged.</summary>
public sealed class SecretsInAddresses(SecretsInAddresses.Overheard server) : IClassFixture<SecretsInAddresses.Overheard>
{
    public sealed class Overheard : Server
    {
        public LogCapture Heard { get; } = new();

        protected override IEnumerable<(string Key, string Value)> Settings => [("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft.AspNetCore", "Debug")];

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().AddProvider(Heard);
    }

    [Theory]
    [InlineData("/api/auth/refresh?refresh_token={secret}", 401)]
    [InlineData("/api/auth/refresh?a=1&refresh_token={secret}&b=2", 401)]
    [InlineData("/api/auth/refresh?refresh%5Ftoken={secret}", 401)]
    [InlineData("/api/auth/refresh?Refresh_Token={secret}", 401)]
    [InlineData("/api/auth/verify-email?token={secret}", 400)]
    public async Task Of_programs_are_in_no_log(string path, int status)
    {
        var secret = $"{Guid.NewGuid():N}";
        var caller = await server.CallerAsync();

        (await caller.PostAsync(path.Replace("{secret}", secret))).Refuses(status);

        await IsNowhereAsync(secret);
    }

    [Theory]
    [InlineData("/account/reset?token={secret}")]
    [InlineData("/account/verify?token={secret}")]
    public async Task Of_mails_are_in_no_log_and_in_the_form(string path)
    {
        var secret = $"{Guid.NewGuid():N}";
        using var browser = server.OpenBrowser();

        var page = await browser.OpenAsync(path.Replace("{secret}", secret));

        Assert.Equal(secret, page.FindForm(path.Split('?')[0])["token"]);
        await IsNowhereAsync(secret);
    }

    /// <summary>Nor in any address on the way: not that of the log-in, nor where it leads back to.</summary>
    [Fact]
    public async Task Of_invitations_are_in_no_log_wherever_they_lead()
    {
        using var ann = await server.RegisterAsync($"ann{Guid.NewGuid():N}"[..20]);
        var bob = await server.JoinAsync("bob");
        var group = await server.DoAsync((Chats chats) => chats.GroupAsync(Company.IdIn(ann.Page), "Hikers", []));
        await ann.OpenAsync($"/chats/{group}/invitations");
        var address = new Uri(Page.Value(Regex.Match((await ann.SubmitAsync("Make an invitation")).Html, "<input class=\"input code\"([^>]*)>").Groups[1].Value, "value")!);
        var secret = address.Segments[^1];
        using var stranger = server.OpenBrowser();

        using var first = await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Get, address));
        Assert.Equal(("/join", "no-referrer"), (first.Headers.Location!.ToString(), Assert.Single(first.Headers.GetValues("Referrer-Policy"))));
        Assert.Equal("/join", (await stranger.OpenAsync(address.AbsolutePath)).Path);
        Assert.Contains("href=\"/account/login?ReturnUrl=/join\"", stranger.Page.Html);
        await stranger.OpenAsync("/account/login?ReturnUrl=/join");
        Assert.Equal("/join", (await stranger.SubmitAsync("/account/login", ("email", bob.Username), ("password", Server.Password))).Path);
        Assert.Equal($"/chats/{group}", (await stranger.SubmitAsync("Join the group")).Path);

        await IsNowhereAsync(secret);
    }

    [Fact]
    public async Task Still_work()
    {
        var ann = await server.JoinAsync();

        var next = (await ann.PostAsync($"/api/auth/refresh?refresh_token={ann.RefreshToken}")).Is(200)["refresh_token"].GetString()!;

        await IsNowhereAsync(ann.RefreshToken);
        await IsNowhereAsync(next);
        // On the same line, and of another request.
        (await ann.PostAsync("/api/auth/refresh")).Refuses(401);
        (await ann.GetAsync("/api/users/?limit=1")).Is(200);
    }

    /// <summary>What this class would find, or it would prove nothing.</summary>
    [Fact]
    public async Task Of_another_name_would_be_found()
    {
        using var browser = server.OpenBrowser();

        await browser.OpenAsync("/account/login?other=as-can-be-seen");

        await Eventually.TrueAsync(() => server.Heard.Lines.Any(line => line.Text.Contains("as-can-be-seen")));
    }

    // The last line of a request is written after its answer; the next request's first line comes after both.
    async Task IsNowhereAsync(string secret)
    {
        var mark = $"{Guid.NewGuid():N}";
        using var browser = server.OpenBrowser();
        await browser.OpenAsync($"/account/login?mark={mark}");
        await Eventually.TrueAsync(() => server.Heard.Lines.Any(line => line.Text.Contains("Request finished") && line.Text.Contains(mark)));
        Assert.DoesNotContain(server.Heard.Lines, line => line.Text.Contains(secret));
    }
}
