using System.Net;

namespace Messenger.Tests;

/// <summary>Every door at which a password, or what stands for one, begins a session or changes who can: none goes around the second step.</summary>
public sealed class WaysAroundTheSecondStep(TwoSteppedServer server) : IClassFixture<TwoSteppedServer>
{
    const string Next = "four quite ordinary words";

    [Fact]
    public async Task There_is_none_by_the_API()
    {
        var ann = await server.JoinAsync("ann");
        await server.Mails.NextAsync();
        using var browser = await server.LogInAsync(ann.Username);
        var (app, codes) = await server.TurnOnAsync(browser);
        (string?, int, string?)[] table =
        [
            (null, 401, "urn:messenger:code_missing"),
            ("", 401, "urn:messenger:code_missing"),
            (server.WrongCode(app), 401, "urn:messenger:code_wrong"),
            ("abcde-fghjk", 401, "urn:messenger:code_wrong"),
            (server.NextCode(app), 200, null),
            (codes[0], 200, null),
            (codes[0], 401, "urn:messenger:code_wrong"),
        ];

        foreach (var (otp, status, type) in table)
        {
            var answer = await (ann with { Token = null }).PostAsync("/api/auth/login", new { email = ann.Email(), password = Server.Password, otp });
            Assert.Equal((status, type), (answer.Status, type is null ? null : answer["type"].GetString()));
        }

        var missing = await ann.PostAsync("/api/auth/login", new { email = ann.Email(), password = Server.Password });
        Assert.Contains("send the code of the authenticator app, or a recovery code, as “otp”", missing.Refuses(401)["detail"].GetString());
    }

    [Fact]
    public async Task A_wrong_password_says_nothing_of_the_second_step()
    {
        var bob = await server.JoinAsync("bob");
        await server.Mails.NextAsync();
        using var browser = await server.LogInAsync(bob.Username);
        var (app, _) = await server.TurnOnAsync(browser);

        var answer = await bob.PostAsync("/api/auth/login", new { email = bob.Email(), password = "a guess", otp = server.NextCode(app) });

        Assert.Equal("urn:messenger:wrong_password", answer.Refuses(401)["type"].GetString());
    }

    [Fact]
    public async Task Sessions_and_tokens_that_are_there_stay_good()
    {
        var kim = await server.JoinAsync("kim");
        await server.Mails.NextAsync();
        var token = (await kim.PostAsync("/api/auth/tokens", new { name = "Robot" })).Is(201)["token"].GetString();
        using var browser = await server.LogInAsync(kim.Username);

        await server.TurnOnAsync(browser);

        (await kim.GetAsync("/api/auth/me")).Is(200);
        (await (kim with { Token = token }).GetAsync("/api/auth/me")).Is(200);
        (await kim.With((await kim.RefreshAsync()).Is(200)).GetAsync("/api/auth/me")).Is(200);
    }

    [Fact]
    public async Task There_is_none_by_a_link_that_was_mailed()
    {
        var (max, _) = await server.GreetAsync("max");
        var (app, _) = await server.TurnOnAsync(max);
        using var eve = server.OpenBrowser();
        await eve.OpenAsync("/account/forgot");
        await eve.SubmitAsync("Mail me a link", ("email", "max@example.org"));
        await eve.OpenAsync((await server.Mails.NextLinkAsync()).PathAndQuery);

        await eve.SubmitAsync("Use this password", ("next", Next));

        Assert.Equal(0, await server.SessionsOfAsync("max"));
        using var half = await server.HalfInAsync("max", Next);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await half.SubmitAsync("/account/login?handler=code", ("code", server.WrongCode(app)))).Status);
        Assert.Equal("/", (await half.SubmitAsync("/account/login?handler=code", ("code", server.NextCode(app)))).Path);
        max.Dispose();
    }

    [Fact]
    public async Task A_password_that_is_changed_inside_leaves_it_on()
    {
        using var tom = await server.RegisterAsync("tom");
        await server.Mails.NextAsync();
        await server.TurnOnAsync(tom);
        await tom.OpenAsync("/settings/password");

        await tom.SubmitAsync("/settings/password", ("current", Server.Password), ("next", Next));

        using var half = await server.HalfInAsync("tom", Next);
    }

    [Fact]
    public async Task A_link_that_verifies_an_address_begins_no_session()
    {
        var (uma, link) = await server.GreetAsync("uma");
        await server.TurnOnAsync(uma);
        using var eve = server.OpenBrowser();
        await eve.OpenAsync(link.PathAndQuery);

        await eve.SubmitAsync("/account/verify");

        Assert.StartsWith("/account/login", (await eve.OpenAsync("/")).Path);
        uma.Dispose();
    }
}
