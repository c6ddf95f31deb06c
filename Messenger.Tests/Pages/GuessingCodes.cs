using System.Net;

namespace Messenger.Tests;

/// <summary>Behind a proxy, so that each guesser has an address of their own, and as careful as it is.</summary>
public sealed class CarefulTwoSteppedServer : TwoSteppedServer
{
    protected override IEnumerable<(string, string)> Settings => [.. base.Settings, ("Messenger:RateLimits", "on"), ("Messenger:TrustedProxies", "127.0.0.1")];
}

/// <summary>Whoever has the password has few tries at the code, wherever they come from; its owner goes on at a device that is known.</summary>
public sealed class GuessingCodes(CarefulTwoSteppedServer server) : IClassFixture<CarefulTwoSteppedServer>
{
    [Fact]
    public async Task Is_counted_by_account_and_not_by_session_or_address()
    {
        using var ann = await server.RegisterAsync("ann");
        var (app, _) = await server.TurnOnAsync(ann);
        List<HttpStatusCode> answers = [];
        for (var n = 1; n <= 6; n++)
        {
            using var eve = await StrangerAsync("ann", n);
            answers.Add((await eve.SubmitAsync("/account/login?handler=code", ("code", server.WrongCode(app)))).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.UnprocessableEntity, 5), HttpStatusCode.TooManyRequests], answers);
        using var late = await StrangerAsync("ann", 7);
        var page = await late.SubmitAsync("/account/login?handler=code", ("code", server.NextCode(app)));
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.NotNull(page.FindForm("/account/login?handler=code"));
        var program = await server.CallerAsync();
        (await program.PostAsync("/api/auth/login", new { email = "ann", password = Server.Password, otp = server.NextCode(app) })).Refuses(429);

        // Her own device is not kept out by that.
        await ann.OpenAsync("/settings");
        await ann.SubmitAsync("/account/logout");
        await ann.SubmitAsync("Log in", ("email", "ann"), ("password", Server.Password));
        Assert.Equal("/", (await ann.SubmitAsync("/account/login?handler=code", ("code", server.NextCode(app)))).Path);
    }

    async Task<Browser> StrangerAsync(string name, int number)
    {
        var browser = server.OpenBrowser();
        browser.Headers.Add("X-Forwarded-For", $"203.0.113.{number}");
        await browser.OpenAsync("/account/login");
        await browser.SubmitAsync("Log in", ("email", name), ("password", Server.Password));
        return browser;
    }
}
