using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>An admin at work.</summary>
public sealed class LookingAfterTheServer(Chromium chromium, Server server) : Story(chromium, server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Closes_an_account_and_opens_it_again(bool withScripts)
    {
        var ann = await AdminAsync("Ann", new BrowserNewContextOptions { JavaScriptEnabled = withScripts });
        var bob = await SomebodyAsync("Bob");
        // His line ends, and what he types then is refused.
        bob.Expects("HTTP Authentication failed|status of 4(01|22)");
        await ann.GoesToAsync("/settings");
        await ann.SubmitAsync("[href='/admin']");
        await ann.SubmitAsync("nav [href='/admin/people']");
        await ann.Page.FillAsync("[name=q]", bob.Username);
        await ann.SubmitAsync("form[role=search] button");
        await ann.SubmitAsync($"a[href='/admin/people/{bob.Id}']");

        await ann.Page.ClickAsync("summary.danger");
        await ann.SubmitAsync("text=Deactivate the account");

        await Expect(ann.Page.Locator("[role=status]").First).ToHaveTextAsync("Done.");
        // His page was open, and nobody touched it.
        await Expect(bob.Page.Locator("html[data-line=ended]")).ToHaveCountAsync(1);
        await bob.GoesToAsync("/");
        await Expect(bob.Page).ToHaveURLAsync(new Regex("/account/login"));
        await bob.Page.FillAsync("[name=email]", bob.Username);
        await bob.Page.FillAsync("[name=password]", Server.Password);
        await bob.SubmitAsync("form[action^='/account/login'] button");
        await Expect(bob.Page.Locator("main")).ToContainTextAsync("This account is deactivated.");

        await ann.SubmitAsync("text=Activate again");
        await bob.LogInAsync();
        await Expect(bob.Page.Locator("#chats-title")).ToBeVisibleAsync();
        await ann.GoesToAsync("/admin/audit");
        await Expect(ann.Page.Locator("main li").First).ToContainTextAsync("Activated again");
    }

    [Fact]
    public async Task Gives_the_messenger_a_name_by_keyboard_in_Russian()
    {
        var ann = await AdminAsync("Ann", Russian);
        await ann.GoesToAsync("/admin/settings");
        await ann.Page.FocusAsync("[name=Name]");

        await ann.Page.Keyboard.PressAsync("Control+A");
        await ann.Page.Keyboard.TypeAsync("Маяк");
        await ann.Page.Keyboard.PressAsync("Enter");

        await Expect(ann.Page).ToHaveTitleAsync("Настройки этого сервера · Маяк");
    }
}
