using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class ForgottenPassword(Chromium chromium, MailedServer server) : Story(chromium, server), IClassFixture<MailedServer>
{
    const string Next = "four quite ordinary words";

    [Theory]
    [InlineData(true, "en-GB")]
    [InlineData(false, "en-GB")]
    [InlineData(true, "ru-RU")]
    [InlineData(false, "ru-RU")]
    public async Task Is_replaced_by_a_link_in_a_mail(bool withScripts, string locale)
    {
        var ann = await NewPersonAsync("Ann", new BrowserNewContextOptions { Locale = locale });
        await server.Mails.NextLinkAsync($"{ann.Username}@example.org", "/account/verify");
        ann.Expects("status of 401.*/hub/|WebSocket.*Authentication failed");
        var away = await NewBrowserAsync(ann.Name, new BrowserNewContextOptions { Locale = locale, JavaScriptEnabled = withScripts });

        await away.GoesToAsync("/account/login");
        await away.SubmitAsync("[href='/account/forgot']");
        await away.Page.FillAsync("[name=email]", $"{ann.Username}@example.org");
        await away.SubmitAsync("form button");
        await away.GoesToAsync((await server.Mails.NextLinkAsync($"{ann.Username}@example.org", "/account/reset")).PathAndQuery);
        await away.Page.FillAsync("[name=next]", Next);
        await away.SubmitAsync("form button");
        await Expect(away.Page.Locator(".notice")).ToBeVisibleAsync();
        await away.Page.FillAsync("[name=email]", ann.Username);
        await away.Page.FillAsync("[name=password]", Next);
        await away.SubmitAsync("form[action='/account/login'] button");
        await Expect(away.Page.Locator("body")).ToHaveAttributeAsync("data-me", $"{ann.Id}");

        await ann.GoesToAsync("/settings");
        await Expect(ann.Page).ToHaveURLAsync(new Regex("/account/login"));
    }

    [Fact]
    public async Task Is_no_worry_with_a_verified_address()
    {
        var ann = await NewPersonAsync("Ann", WithoutJavaScript);
        var first = await server.Mails.NextLinkAsync($"{ann.Username}@example.org", "/account/verify");
        await ann.GoesToAsync("/settings");
        await ann.SubmitAsync("form[action='/settings/verify'] button");
        await Expect(ann.Page.Locator(".column .notice")).ToContainTextAsync("A mail is on its way");
        await server.Mails.NextLinkAsync($"{ann.Username}@example.org", "/account/verify");

        await ann.GoesToAsync(first.PathAndQuery);
        await ann.SubmitAsync("text=Yes, it is mine");
        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("Your address is verified");
        await ann.GoesToAsync("/settings");
        await Expect(ann.Page.Locator(".column .notice")).ToHaveCountAsync(0);
    }
}
