using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What one was writing survives the log-in, and nothing is sent behind one's back. Nobody here has JavaScript.</summary>
public sealed class SessionEndedWhileWriting(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task The_text_comes_along_and_waits_to_be_sent()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var bob = await SomebodyAsync("Bob");
        ann.Expects("status of 401|WebSocket.*Authentication failed");
        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);
        await ann.GoesToAsync(chat);
        await ann.Page.FillAsync("#text", "Do not lose me");
        await ann.Page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "messenger" });

        await ann.SubmitAsync(".composer-send");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Do not lose me");
        await LogInHereAsync(ann);

        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("You are back");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Do not lose me");
        await SaysAsync(ann, chat, "From my phone");
        await bob.SeesAsync("From my phone");
        await bob.SeesNoMoreAsync("Do not lose me");

        await ann.SubmitAsync("form button");
        await bob.SeesAsync("Do not lose me");
        Assert.Equal(["From my phone", "Do not lose me"], await ann.SeenTextsAsync());
    }

    [Fact]
    public async Task A_draft_comes_along_and_waits_to_be_saved()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        ann.Expects("status of 401");
        var chat = await GroupAsync("Hikers", ann);
        await ann.GoesToAsync($"/chats/{chat}/draft");
        await ann.Page.FillAsync("#text", "Half a thought");
        await ann.Page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "messenger" });

        await ann.SubmitAsync("text=Save draft");
        await LogInHereAsync(ann);

        await Expect(ann.Page.Locator("main")).ToContainTextAsync("Nothing was saved while you were away.");
        await ann.SubmitAsync("form button:has-text('Save')");
        await ann.ArrivesAsync($"/chats/{chat}$");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Half a thought");
        await Expect(ann.Page.Locator(".message")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_wrong_password_does_not_lose_it_either()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var bob = await SomebodyAsync("Bob", WithoutJavaScript);
        ann.Expects("status of 4(01|22)");
        await ann.GoesToAsync(await ChatAsync(ann, bob));
        await ann.Page.FillAsync("#text", "Still here");
        await ann.Page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "messenger" });
        await ann.SubmitAsync(".composer-send");

        await LogInHereAsync(ann, "not my password");
        await Expect(ann.Page.Locator("[role=alert]")).ToBeVisibleAsync();
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Still here");
        await LogInHereAsync(ann);
        await ann.SubmitAsync("form button");

        Assert.Equal(["Still here"], await ann.SeenTextsAsync());
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    public async Task Logging_in_never_leads_to_another_site(string elsewhere)
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        await ann.Page.Context.ClearCookiesAsync();

        await ann.GoesToAsync($"/account/login?ReturnUrl={Uri.EscapeDataString(elsewhere)}");
        await LogInHereAsync(ann);

        Assert.Equal("/", new Uri(ann.Page.Url).PathAndQuery);
        await Expect(ann.Page.Locator("#chats-title")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Logging_in_leads_to_where_one_wanted_to_go()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        await ann.Page.Context.ClearCookiesAsync();

        await ann.GoesToAsync("/settings/devices");
        await LogInHereAsync(ann);

        Assert.Equal("/settings/devices", new Uri(ann.Page.Url).PathAndQuery);
    }

    static async Task LogInHereAsync(Person person, string password = Server.Password)
    {
        await person.Page.FillAsync("[name=email]", person.Username);
        await person.Page.FillAsync("[name=password]", password);
        await person.SubmitAsync("form[action^='/account/login'] button");
    }
}
