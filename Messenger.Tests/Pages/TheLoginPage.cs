using System.Net;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

public sealed class TheLoginPage(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData("in.{0}")]
    [InlineData(" IN.{0}@Example.ORG ")]
    public async Task Works_with_the_username_and_with_the_email(string typed)
    {
        var name = Unique();
        using var first = await server.RegisterAsync($"in.{name}");
        using var ann = server.OpenBrowser();
        await ann.OpenAsync("/account/login");

        var home = await ann.SubmitAsync("Log in", ("email", string.Format(typed, name)), ("password", Server.Password));

        Assert.Equal((HttpStatusCode.OK, "/"), (home.Status, home.Path));
    }

    [Fact]
    public async Task Answers_an_unknown_name_and_a_wrong_password_alike()
    {
        var name = Unique();
        using var first = await server.RegisterAsync(name);

        var wrong = await TryAsync(name, "not the password");
        var unknown = await TryAsync(new string('n', name.Length), "not the password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("This e-mail and password do not belong together.", wrong.Words);
        Assert.Equal(WithoutToken(wrong).Replace(name, ""), WithoutToken(unknown).Replace(new string('n', name.Length), ""));
    }

    [Fact]
    public async Task Keeps_the_name_that_was_typed_but_not_the_password()
    {
        var page = await TryAsync("nobody@example.org", "a secret of mine");

        Assert.Equal("nobody@example.org", page.FindForm("Log in")["email"]);
        Assert.DoesNotContain("a secret of mine", page.Html);
    }

    [Fact]
    public async Task Refuses_characters_no_database_can_hold() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync("a\0b@example.org", "whatever it is")).Status);

    [Fact]
    public async Task Goes_on_to_the_page_that_was_wanted()
    {
        using var first = await server.RegisterAsync("wanted");
        using var ann = server.OpenBrowser();

        var door = await ann.OpenAsync("/settings/devices?a=1&b=2");
        Assert.StartsWith("/account/login", door.Path);
        var inside = await ann.SubmitAsync("Log in", ("email", "wanted"), ("password", Server.Password));

        Assert.Equal("/settings/devices?a=1&b=2", inside.Path);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Never_leads_to_another_site(string away)
    {
        var name = Unique();
        using var first = await server.RegisterAsync(name);
        using var ann = server.OpenBrowser();
        await ann.OpenAsync($"/account/login?ReturnUrl={Uri.EscapeDataString(away)}");

        Assert.Equal("/", (await ann.SubmitAsync("Log in", ("email", name), ("password", Server.Password))).Path);
        Assert.Equal("/", (await ann.OpenAsync($"/account/login?ReturnUrl={Uri.EscapeDataString(away)}")).Path);
    }

    [Fact]
    public async Task Lasts_beyond_the_browser_only_when_that_was_wanted()
    {
        using var remembered = await server.RegisterAsync("remembered");
        using var forgotten = server.OpenBrowser();
        var form = (await forgotten.OpenAsync("/account/login")).FindForm("Log in");
        Assert.Equal("true", form["remember"]);

        await forgotten.PostAsync(form.Action, [.. form.Fields.Where(field => field.Name is not ("remember" or "email" or "password")),
            ("email", "remembered"), ("password", Server.Password)]);

        Assert.NotEqual(default, Session(remembered).Expires);
        Assert.Equal(default, Session(forgotten).Expires);
        Assert.True(Session(forgotten).HttpOnly);
    }

    Cookie Session(Browser browser) => browser.Cookies.GetCookies(server.Home)["messenger"]!;

    async Task<Page> TryAsync(string name, string password)
    {
        using var browser = server.OpenBrowser();
        await browser.OpenAsync("/account/login");
        return await browser.SubmitAsync("Log in", ("email", name), ("password", password));
    }

    static string Unique() => Guid.NewGuid().ToString("N")[..12];

    static string WithoutToken(Page page) => Regex.Replace(page.Html, """name="__RequestVerificationToken" [^>]*>""", "");
}
