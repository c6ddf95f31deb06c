using System.Net;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class ThePersonalTokens(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Are_shown_once_with_a_line_to_try_them()
    {
        using var ann = await server.RegisterAsync("ann");
        await ann.OpenAsync("/settings/tokens");

        var made = await ann.SubmitAsync("Make a token", ("name", "Weather robot"), ("current", Server.Password));

        var secret = Regex.Match(made.Html, "value=\"(mt_[^\"]+)\"").Groups[1].Value;
        var chat = await server.DoAsync((Chats chats) => chats.ListAsync(Company.IdIn(made)));
        Assert.Equal("ann", (await server.DoAsync((PersonalTokens tokens) => tokens.FindAsync(secret, "::1")))?.Username);
        Assert.True(Assert.Single(chat).IsNotes);
        Assert.EndsWith("never used Revoke · Weather robot", made.Words[..(made.Words.LastIndexOf("robot") + 5)]);
        Assert.Contains(
            $"curl -H \"Authorization: Bearer {secret}\" -H \"Content-Type: text/plain\" -d \"Hello\" {server.Home}api/chats/{chat[0].Id}/messages", made.Words);
        var again = await ann.OpenAsync("/settings/tokens");
        Assert.Matches("Weather robot made .* used", again.Words);
        Assert.DoesNotContain(secret, again.Html);
    }

    [Fact]
    public async Task Are_revoked_and_are_no_devices()
    {
        using var bob = await server.RegisterAsync("bob");
        await bob.OpenAsync("/settings/tokens");
        var secret = Regex.Match((await bob.SubmitAsync("Make a token", ("name", "Robot"), ("current", Server.Password))).Html, "value=\"(mt_[^\"]+)\"").Groups[1].Value;
        Assert.DoesNotContain("Robot", (await bob.OpenAsync("/settings/devices")).Words);
        await bob.OpenAsync("/settings/tokens");

        var page = await bob.SubmitAsync("Revoke · Robot");

        Assert.Contains("Revoked. It opens nothing any more.", page.Words);
        Assert.DoesNotContain("Robot", page.Words);
        Assert.Null(await server.DoAsync((PersonalTokens tokens) => tokens.FindAsync(secret, "::1")));
    }

    [Fact]
    public async Task Have_a_name_and_keep_it_when_it_is_refused()
    {
        using var kim = await server.RegisterAsync("kim");
        await kim.OpenAsync("/settings/tokens");
        var long81 = new string('x', 81);

        Assert.Contains("Say what it is for", (await kim.SubmitAsync("Make a token", ("name", " "))).Words);
        var page = await kim.SubmitAsync("Make a token", ("name", long81));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, long81), (page.Status, page.FindForm("Make a token")["name"]));
    }

    [Theory]
    [InlineData("a guess", "This is not your current password.")]
    [InlineData("", "This takes your password once more.")]
    public async Task Are_made_by_the_password_alone_and_the_name_is_kept(string typed, string why)
    {
        using var lea = await server.RegisterAsync($"lea{typed.Length}");
        await lea.OpenAsync("/settings/tokens");

        var page = await lea.SubmitAsync("Make a token", ("name", "Weather robot"), ("current", typed));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Weather robot"), (page.Status, page.FindForm("Make a token")["name"]));
        Assert.Contains(why, page.Words);
        Assert.DoesNotContain("mt_", page.Html);
        Assert.DoesNotContain("a guess", page.Html);
    }
}

/// <summary>A session that somebody found open is no way to guess the password.</summary>
public sealed class GuessingForATokenAt(CarefulServer server) : IClassFixture<CarefulServer>
{
    [Fact]
    public async Task The_page_and_the_API_is_told_to_wait_and_loses_no_name()
    {
        using var ann = await server.RegisterAsync("ann");
        await ann.OpenAsync("/settings/tokens");
        var visitor = Visitor.From("ann", server.Home, ann);
        // Ten at once, one more in 20 seconds.
        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(_ => visitor.PostAsync("/settings/tokens", "name=Robot&current=a guess")));
        Assert.Equal(10, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));

        var page = await ann.SubmitAsync("Make a token", ("name", "Robot"), ("current", "a guess"));
        page = page.Status == HttpStatusCode.TooManyRequests ? page : await ann.SubmitAsync("Make a token", ("name", "Robot"), ("current", "a guess"));

        Assert.Equal((HttpStatusCode.TooManyRequests, "Robot"), (page.Status, page.FindForm("Make a token")["name"]));
        Assert.InRange(page.Answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20);
        var me = await server.DoAsync((MessengerDb db) => db.Users.Where(user => user.UserName == "ann").Select(user => user.Id).SingleAsync());
        var program = (await server.CallerAsync()) with { Token = (await server.TokensAsync(me)).Access };
        var asked = await program.PostAsync("/api/auth/tokens", new { name = "Robot", password = "a guess" });
        (asked.Status == 429 ? asked : await program.PostAsync("/api/auth/tokens", new { name = "Robot", password = "a guess" })).Refuses(429);
    }

    [Fact]
    public async Task Too_fast_gives_the_name_back_and_never_the_password()
    {
        using var bob = await server.RegisterAsync("bob");
        await bob.OpenAsync("/settings/tokens");
        var visitor = Visitor.From("bob", server.Home, bob);

        // 30 at once, one more in 2 seconds.
        var answers = await Task.WhenAll(Enumerable.Range(1, 60).Select(_ => visitor.PostAsync("/settings/tokens", "name=Weather robot&current=a guess&code=123456")));

        Assert.DoesNotContain(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        var pages = await Task.WhenAll(answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests)
            .Select(answer => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Contains(pages, html => html.Contains("What you typed is kept until you leave this page."));
        Assert.All(pages, html => Assert.Contains("Weather robot", html));
        Assert.DoesNotContain(pages, html => html.Contains("a guess") || html.Contains("123456"));
    }
}
