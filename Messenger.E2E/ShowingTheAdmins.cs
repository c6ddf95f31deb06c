using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class ShowingTheAdmins(Chromium chromium, Server server) : Story(chromium, server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_that_they_then_delete(bool withScripts)
    {
        var options = new BrowserNewContextOptions { JavaScriptEnabled = withScripts };
        var (ann, bob, eve) = (await AdminAsync("Ann", options), await SomebodyAsync("Bob", options), await SomebodyAsync("Eve", options));
        var chat = await ChatAsync(bob, eve);
        var text = $"Buy this {eve.Username}";
        await SaysAsync(eve, chat, text);
        await bob.GoesToAsync(chat);
        await bob.ActsOnAsync(text);
        await bob.SubmitAsync(".actions a:has-text('Report…')");
        await bob.Page.FillAsync("#reason", "It sells something");
        await bob.SubmitAsync("text=Report it");
        await Expect(bob.Page.Locator("[role=status]").First).ToHaveTextAsync("Thank you. An admin will look at it.");

        await ann.GoesToAsync("/settings");
        await ann.SubmitAsync("main a:has-text('Reported messages')");
        var report = ann.Page.Locator("main section").Filter(new LocatorFilterOptions { HasText = text });
        await Expect(report).ToContainTextAsync("It sells something");
        await report.Locator("summary").ClickAsync();
        await Expect(report.Locator("button.danger")).ToBeVisibleAsync();
        await ann.SubmitAsync($"main section:has-text('{text}') button.danger");
        await Expect(report).ToHaveCountAsync(0);

        await bob.GoesToAsync(chat);
        await bob.SeesAsync("Message deleted");
    }
}
