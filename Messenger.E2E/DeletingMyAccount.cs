using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class DeletingMyAccount(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Is_asked_for_and_thought_over()
    {
        // Whoever comes first is the only admin, who may not.
        _ = await SomebodyAsync("Ann");
        var (bob, axe) = (await SomebodyAsync("Bob"), new AxeCheck());
        await bob.GoesToAsync("/settings");
        await bob.Page.ClickAsync("main a:has-text('Delete my account')");
        await Expect(bob.Page.Locator("h1")).ToHaveTextAsync("Delete my account");
        await axe.LookAsync(bob.Page, "delete");
        await bob.Page.FillAsync("[name=current]", Server.Password);
        await bob.SubmitAsync("main form button");
        await Expect(bob.Page.Locator("[role=status]").First).ToContainTextAsync("Your account is deleted in 14 days.");
        await axe.LookAsync(bob.Page, "asked");

        await bob.LogInAsync();
        await Expect(bob.Page.Locator("h1")).ToHaveTextAsync("Your account is about to be deleted");
        await axe.LookAsync(bob.Page, "keep");
        await bob.SubmitAsync("button:text-is('Keep my account')");

        await bob.GoesToAsync("/settings");
        await Expect(bob.Page.Locator("main a:has-text('Delete my account')")).ToBeVisibleAsync();
        axe.NothingIsFound();
    }

    [Fact]
    public async Task Is_a_plain_form()
    {
        _ = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob", WithoutJavaScript);
        await bob.GoesToAsync("/settings/delete");
        await bob.Page.CheckAsync("[name=messages]");
        await bob.Page.FillAsync("[name=current]", Server.Password);
        await bob.SubmitAsync("main form button");

        await Expect(bob.Page.Locator("[role=status]").First).ToContainTextAsync("Your account is deleted in 14 days.");
    }
}
