using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

public class CarefulServer : Server
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Messenger:RateLimits", "on")];
}

/// <summary>As careful, and nothing is allowed again however long a test takes.</summary>
public class TimelessServer : CarefulServer
{
    protected override void Add(IServiceCollection services) => services.AddSingleton<TimeProvider>(new StandingTime());
}

public sealed class TryingTooOften(TimelessServer server) : IClassFixture<TimelessServer>
{
    [Fact]
    public async Task At_a_password_is_told_to_wait_and_a_spoofed_address_buys_nothing()
    {
        using var ann = await server.RegisterAsync("ann");
        using var eve = server.OpenBrowser("ru");
        await eve.OpenAsync("/account/login");
        Assert.Equal(10, await GuessAsync(eve, _ => "ann"));

        eve.Headers.Add("X-Forwarded-For", "203.0.113.7");
        var page = await RefusedAsync(eve, " ANN");

        Assert.Equal(TimeSpan.FromSeconds(20), page.Answer.Headers.RetryAfter!.Delta);
        Assert.Contains("Слишком много попыток. Подождите", page.Words);
        Assert.Equal(" ANN", page.FindForm("Войти")["email"]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TryAsync(eve, "somebody else")).Status);
        await ann.OpenAsync("/settings/password");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.SubmitAsync("Change the password", ("current", "wrong"), ("next", "x"))).Status);
    }

    [Fact]
    public async Task At_a_password_counts_a_name_once_however_its_letters_are_made()
    {
        using var eve = server.OpenBrowser("ru");
        await eve.OpenAsync("/account/login");
        var (composed, made) = ("zo\u00EB", "zo\u0065\u0308");
        Assert.Equal(10, await GuessAsync(eve, i => i % 2 == 0 ? composed : made));

        await RefusedAsync(eve, composed);
        await RefusedAsync(eve, made);
    }

    [Fact]
    public async Task For_a_mail_is_told_to_wait()
    {
        using var eve = server.OpenBrowser();
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal("/account/forgot?saved=true", (await AskAsync("victim@example.org")).Path);
        }

        var page = await AskAsync(" Victim@example.org ");

        Assert.Equal((HttpStatusCode.TooManyRequests, " Victim@example.org "), (page.Status, page.FindForm("Mail me a link")["email"]));
        Assert.Equal(TimeSpan.FromMinutes(10), page.Answer.Headers.RetryAfter!.Delta);
        Assert.Equal("/account/forgot?saved=true", (await AskAsync("another@example.org")).Path);

        async Task<Page> AskAsync(string email)
        {
            await eve.OpenAsync("/account/forgot");
            return await eve.SubmitAsync("Mail me a link", ("email", email));
        }
    }

    /// <summary>Twelve guesses at the same moment: how many of them were let in.</summary>
    static async Task<int> GuessAsync(Browser eve, Func<int, string> name)
    {
        var visitor = Visitor.From("eve", eve.Home, eve);
        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => visitor.PostAsync("/account/login", $"email={name(i)}&password=a guess")));
        return answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity);
    }

    static async Task<Page> RefusedAsync(Browser eve, string name)
    {
        var page = await TryAsync(eve, name);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        return page;
    }

    static Task<Page> TryAsync(Browser browser, string name) =>
        browser.SubmitAsync("Войти", ("email", name), ("password", "a guess"));
}
