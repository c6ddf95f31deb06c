using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

public sealed class TheRegisterPage(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Makes_an_account_and_logs_in()
    {
        using var ann = server.OpenBrowser();
        await ann.OpenAsync("/account/register");

        var home = await ann.SubmitAsync("Create the account", ("full_name", "Ann Lindqvist"), ("username", "ann.l"),
            ("email", "ann.l@example.org"), ("password", Server.Password), ("time_zone", "Europe/Lisbon"));

        Assert.Equal((HttpStatusCode.OK, "/"), (home.Status, home.Path));
        var settings = await ann.OpenAsync("/settings");
        Assert.Contains("Ann Lindqvist", settings.Words);
        Assert.Equal("Europe/Lisbon", settings.FindForm("Use this look")["time_zone"]);
    }

    [Fact]
    public async Task Takes_the_language_of_the_browser()
    {
        using var yulia = await server.RegisterAsync("yulia", "ru");
        yulia.Headers.AcceptLanguage.Clear();

        Assert.Contains("Настройки", (await yulia.OpenAsync("/settings")).Words);
    }

    [Theory]
    [InlineData("username", "taken", "This username is taken.")]
    [InlineData("username", "x", "A username has at least 2 characters.")]
    [InlineData("email", "taken@example.org", "There is an account with this e-mail already.")]
    [InlineData("email", "nothing", "This is not an e-mail address.")]
    [InlineData("password", "short", "At least 8 characters.")]
    [InlineData("password", "password", "This is one of the first that somebody else would try.")]
    public async Task Says_at_the_field_what_is_wrong_and_keeps_what_was_typed(string field, string value, string sentence)
    {
        await EnsureTakenAsync();
        using var ann = server.OpenBrowser();
        await ann.OpenAsync("/account/register");

        var page = await ann.SubmitAsync("Create the account", Typed(field, value));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Words);
        Assert.Contains("role=\"alert\"", page.Html);
        Assert.Matches($"""<input[^>]* name="{field}"[^>]* aria-invalid="true" aria-describedby="{field}-wrong">""", page.Html);
        Assert.Contains($"""<p class="wrong" id="{field}-wrong">""", page.Html);
        var form = page.FindForm("Create the account");
        Assert.Equal("Somebody New", form["full_name"]);
        Assert.Equal("Europe/Lisbon", form["time_zone"]);
        Assert.Equal("", form["password"]);
    }

    [Fact]
    public async Task Is_not_offered_to_somebody_who_is_inside()
    {
        using var bob = await server.RegisterAsync("bob.inside");

        Assert.Equal("/", (await bob.OpenAsync("/account/register")).Path);
    }

    async Task EnsureTakenAsync()
    {
        try
        {
            await server.DoAsync((Accounts accounts) => accounts.RegisterAsync("taken", "taken@example.org", Server.Password, null, new Preferences()));
        }
        catch (Refused)
        {
            // By the case before this one.
        }
    }

    static (string, string)[] Typed(string field, string value)
    {
        var fields = new Dictionary<string, string>
        {
            ["full_name"] = "Somebody New",
            ["username"] = "somebody.new",
            ["email"] = "somebody@example.org",
            ["password"] = Server.Password,
            ["time_zone"] = "Europe/Lisbon",
            [field] = value,
        };
        return [.. fields.Select(pair => (pair.Key, pair.Value))];
    }
}
