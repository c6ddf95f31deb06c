using System.Net;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

/// <summary>A messenger with people who log in by two steps, whose clock can be put forward: each code is good once.</summary>
public class TwoSteppedServer : MailedServer
{
    public ShiftedTime Clock { get; } = new();

    /// <summary>Somebody new whose address is proven.</summary>
    public async Task<Browser> VerifiedAsync(string username, string language = "en")
    {
        var (browser, link) = await GreetAsync(username, language);
        await browser.OpenAsync(link.PathAndQuery);
        await browser.SubmitAsync("/account/verify");
        return browser;
    }

    /// <summary>As they do it: the password, the key into the app, a first code.</summary>
    public async Task<(Authenticator App, IReadOnlyList<string> Codes)> TurnOnAsync(Browser browser)
    {
        await browser.OpenAsync("/settings/security");
        await browser.SubmitAsync("/settings/security", ("current", Password));
        var app = new Authenticator(Regex.Match(browser.Page.Html, "id=\"key\"[^>]*>\\s*([^<]+)<").Groups[1].Value);
        await browser.SubmitAsync("/settings/security/app", ("code", NextCode(app)));
        return (app, CodesOn(browser.Page));
    }

    /// <summary>One that has not been used.</summary>
    public string NextCode(Authenticator app)
    {
        Clock.Advance(TimeSpan.FromSeconds(30));
        return app.CodeAt(Clock.GetUtcNow());
    }

    public string WrongCode(Authenticator app) => app.WrongCodeAt(Clock.GetUtcNow());

    public static IReadOnlyList<string> CodesOn(Page page) =>
        WebUtility.HtmlDecode(Regex.Match(page.Html, "id=\"codes\"[^>]*>([^<]*)<").Groups[1].Value).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Up to where the code is asked for.</summary>
    public async Task<Browser> HalfInAsync(string username, string password = Password)
    {
        var browser = OpenBrowser();
        await browser.OpenAsync("/account/login");
        var page = await browser.SubmitAsync("/account/login", ("email", username), ("password", password));
        Assert.Equal((HttpStatusCode.OK, true), (page.Status, page.Words.Contains("One more step")));
        return browser;
    }

    public Task<int> SessionsOfAsync(string username) =>
        DoAsync((MessengerDb db) => db.Sessions.CountAsync(session => session.User.UserName == username && session.EndedAt == null));

    protected override void Add(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
}
