using System.Net;
using System.Text.RegularExpressions;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class ThePersonalTokens(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Are_shown_once_with_a_line_to_try_them()
    {
        using var ann = await server.RegisterAsync("ann");
        await ann.OpenAsync("/settings/tokens");

        var made = await ann.SubmitAsync("Make a token", ("name", "Weather robot"));

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
        var secret = Regex.Match((await bob.SubmitAsync("Make a token", ("name", "Robot"))).Html, "value=\"(mt_[^\"]+)\"").Groups[1].Value;
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
}
