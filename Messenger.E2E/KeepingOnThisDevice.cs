using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>The settings say what this device keeps, and throw it away when asked to. Where it keeps nothing, pages are there all the same.</summary>
public sealed class KeepingOnThisDevice(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task How_much_it_is_and_nothing_after_it_was_cleared()
    {
        var (ann, bob) = (await SomebodyAsync("Ann", WithWorker), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync($"/chats/{chat}");
        await ann.GoesToAsync("/settings");
        await Expect(ann.Page.Locator("#kept-size")).ToHaveTextAsync(new Regex(@"^\d+(\.\d)? MB$"));
        await Expect(ann.Page.Locator("#not-secure")).ToBeHiddenAsync();

        await ann.Page.ClickAsync("#kept button");

        await ann.Page.UntilAsync("async () => !(await caches.keys()).some(name => name.startsWith('pages:'))");
        await ann.GoesToAsync($"/chats/{chat}");
        await ann.KeepsAsync($"/chats/{chat}");
    }

    /// <summary>A full disk refuses what is put in; a broken one, whatever is asked of it.</summary>
    [Theory]
    [InlineData("Cache.prototype.put = async () => { throw new DOMException('full', 'QuotaExceededError') }")]
    [InlineData("for (const name of ['match', 'has', 'keys', 'open', 'delete']) CacheStorage.prototype[name] = async () => { throw new DOMException('broken', 'UnknownError') }")]
    public async Task Where_nothing_can_be_kept_pages_come_with_all_they_need(string broken)
    {
        var ann = await SomebodyAsync("Ann", WithWorker);
        var chat = await ChatAsync(ann, ann);
        await SaysAsync(ann, chat, "The key is under the mat");
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync($"/chats/{chat}");
        await ann.DoesInWorkerAsync(broken);
        await ann.Page.EvaluateAsync("async () => { for (const name of await caches.keys()) await caches.delete(name) }");

        await ann.ReloadsAsync();

        await ann.IsLiveAsync();
        await ann.SeesAsync("The key is under the mat");
        await Expect(ann.Page.Locator(".app")).ToHaveCSSAsync("display", "grid");
    }

    /// <summary>As in a home network: browsers have no worker, no caches and no locks there.</summary>
    [Fact]
    public async Task Over_plain_http_a_sentence_says_why_there_is_none()
    {
        var ann = await NewBrowserAsync("Ann");
        await ann.Page.RouteAsync("http://home.test/**", async route =>
        {
            var answer = await route.FetchAsync(new() { Url = route.Request.Url.Replace("http://home.test", $"http://localhost:{Server.Home.Port}"), MaxRedirects = 0 });
            await route.FulfillAsync(new() { Response = answer });
        });
        ann.Expects("home.test|WebSocket|Failed to");
        using var browser = Server.OpenBrowser();
        await browser.OpenAsync("/account/register");
        await browser.SubmitAsync("/account/register", ("username", "home.alone"), ("email", "home.alone@example.org"), ("password", Server.Password));
        await ann.Page.Context.AddCookiesAsync(browser.Cookies.GetAllCookies().Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = "http://home.test" }));

        await ann.Page.GotoAsync("http://home.test/settings");

        await Expect(ann.Page.Locator("#not-secure")).ToContainTextAsync("only with https");
        await Expect(ann.Page.Locator("#kept")).ToBeHiddenAsync();
        await Expect(ann.Page.Locator("#installing")).ToBeHiddenAsync();
    }
}
