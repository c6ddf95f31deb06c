using System.Net;
using System.Net.Http.Json;

namespace Messenger.Tests;

/// <summary>Behind a proxy, so that each guesser has an address of their own.</summary>
public sealed class TimelessServerBehindAProxy : TimelessServer
{
    protected override IEnumerable<(string Key, string Value)> Settings => [.. base.Settings, ("Messenger:TrustedProxies", "127.0.0.1")];
}

/// <summary>Right passwords are not what is limited; wrong ones are, and nobody's guesses keep a person out of the device they use.</summary>
public sealed class ComingInAmongMany(TimelessServerBehindAProxy server) : IClassFixture<TimelessServerBehindAProxy>
{
    static int strangers;

    [Fact]
    public async Task Sixty_people_behind_one_address_make_accounts_and_log_in()
    {
        var program = await server.CallerAsync();

        for (var i = 1; i <= 60; i++)
        {
            var (email, username, password) = ($"crowd{i}@example.org", $"crowd{i}", Server.Password);
            (await program.PostAsync("/api/auth/register", new { email, username, password })).Is(201);
            // Their links are counted apart, so that following them keeps nobody from logging in.
            await program.PostAsync("/api/auth/verify-email", new { token = "1.old" });
            (await program.PostAsync("/api/auth/login", new { email, password })).Is(200);
            Assert.Equal("/", (await LogInAsync(username)).Path);
        }
    }

    [Fact]
    public async Task One_person_logs_in_from_many_devices_at_once()
    {
        using var kim = await server.RegisterAsync("kim");

        var pages = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => LogInAsync("kim")));

        Assert.All(pages, page => Assert.Equal("/", page.Path));
    }

    [Fact]
    public async Task A_strangers_guesses_do_not_keep_somebody_out_of_a_known_device()
    {
        using var ann = await server.RegisterAsync("ann");
        await LogOutAsync(ann);
        using var eve = OpenStrangersBrowser();
        await UseUpAsync(eve, "ann");
        await AssertMustWaitAsync(eve, "ann");

        Assert.Equal("/", (await TryAsync(ann, "ann@example.org", Server.Password)).Path);

        await AssertMustWaitAsync(eve, "ann");
        await LogOutAsync(ann);
        Assert.Equal("/", (await TryAsync(ann, "@Ann", Server.Password)).Path);
    }

    [Fact]
    public async Task Guesses_at_a_known_device_are_counted_too()
    {
        using var bob = await server.RegisterAsync("bob");
        await LogOutAsync(bob);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => GuessAsync(bob, "bob")));
        await UseUpAsync(bob, "bob@example.org");

        await AssertMustWaitAsync(bob, "bob");
        // Nobody else used up anything.
        Assert.Equal("/", (await LogInAsync("bob")).Path);
    }

    [Fact]
    public async Task Ones_own_device_is_no_help_at_somebody_elses_account()
    {
        using var mira = await server.RegisterAsync("mira");
        using var mallory = await server.RegisterAsync("mallory");
        await LogOutAsync(mallory);

        await UseUpAsync(mallory, "mira");

        await AssertMustWaitAsync(mallory, "mira");
        Assert.Equal("/", (await TryAsync(mallory, "mallory", Server.Password)).Path);
        await LogOutAsync(mallory);
        await AssertMustWaitAsync(mallory, "mira");
    }

    [Fact]
    public async Task A_family_shares_one_device()
    {
        using var home = await server.RegisterAsync("mother");
        await LogOutAsync(home);
        using var daughter = await server.RegisterAsync("daughter");
        Assert.Equal("/", (await TryAsync(home, "daughter", Server.Password)).Path);
        await LogOutAsync(home);
        using var eve = OpenStrangersBrowser();
        await UseUpAsync(eve, "mother");
        await UseUpAsync(eve, "daughter");

        Assert.Equal("/", (await TryAsync(home, "mother", Server.Password)).Path);
        await LogOutAsync(home);
        Assert.Equal("/", (await TryAsync(home, "daughter", Server.Password)).Path);
    }

    [Fact]
    public async Task A_made_up_cookie_is_nobodys_device()
    {
        using var ines = await server.RegisterAsync("ines");
        using var eve = OpenStrangersBrowser();
        await UseUpAsync(eve, "ines");

        eve.Cookies.Add(server.Home, new Cookie("device", "CfDJ8nonsense"));

        await AssertMustWaitAsync(eve, "ines");
    }

    [Fact]
    public async Task A_program_is_known_by_its_cookie()
    {
        var olga = await server.JoinAsync("olga");
        var entered = await olga.PostAsync("/api/auth/login", new { email = olga.Username, password = Server.Password });
        var cookies = string.Join("; ", entered.Is(200).Http.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        var guesses = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => olga.PostAsync("/api/auth/login", new { email = olga.Username, password = "a guess" })));
        Assert.Contains(guesses, answer => answer.Status == 429);

        var known = await olga.SendAsync(HttpMethod.Post, "/api/auth/login", JsonContent.Create(new { email = olga.Username, password = Server.Password }), ("Cookie", cookies));

        known.Is(200);
    }

    [Fact]
    public async Task A_link_that_is_guessed_is_told_to_wait()
    {
        using var eve = OpenStrangersBrowser();
        await eve.OpenAsync("/account/reset?token=1.guess");

        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => PostAsync(eve, "/account/reset", ("Token", $"1.guess{i}"), ("Next", "four ordinary words"))));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null);
        Assert.Equal(40, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity));
    }

    async Task<Page> LogInAsync(string name)
    {
        using var browser = server.OpenBrowser();
        return await TryAsync(browser, name, Server.Password);
    }

    static async Task<Page> TryAsync(Browser browser, string name, string password)
    {
        await browser.OpenAsync("/account/login");
        return await browser.SubmitAsync("Log in", ("email", name), ("password", password));
    }

    static Task<HttpResponseMessage> GuessAsync(Browser browser, string name) => PostAsync(browser, "/account/login", ("email", name), ("password", "a guess"));

    /// <summary>Guesses until no more are allowed.</summary>
    static async Task UseUpAsync(Browser browser, string name)
    {
        await browser.OpenAsync("/account/login");
        while (await GuessAsync(browser, name) is { StatusCode: HttpStatusCode.UnprocessableEntity })
        {
        }
    }

    static async Task AssertMustWaitAsync(Browser browser, string name) =>
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(browser, name, Server.Password)).Status);

    /// <summary>The form of the page that is open, as it is answered.</summary>
    static Task<HttpResponseMessage> PostAsync(Browser browser, string path, params (string Name, string Value)[] fields)
    {
        var token = browser.Page.Forms.Select(form => form["__RequestVerificationToken"]).First(token => token is not null)!;
        return browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
        });
    }

    Browser OpenStrangersBrowser()
    {
        var browser = server.OpenBrowser();
        browser.Headers.Add("X-Forwarded-For", $"203.0.113.{Interlocked.Increment(ref strangers)}");
        return browser;
    }

    static async Task LogOutAsync(Browser browser)
    {
        await browser.OpenAsync("/settings");
        Assert.StartsWith("/account/login", (await browser.SubmitAsync("/account/logout")).Path);
    }
}
