using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaves_a_chat_to_be_read_and_not_written_in(bool withScripts)
    {
        // Whoever comes first is the admin, and stays.
        var ann = await SomebodyAsync("Ann", new BrowserNewContextOptions { JavaScriptEnabled = withScripts, ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        var (bob, axe) = (await SomebodyAsync("Bob"), new AxeCheck());
        var chat = await ChatAsync(ann, bob);
        var said = await SaysAsync(bob, chat, "Remember me");
        await ann.GoesToAsync(chat);
        await Expect(ann.Page.Locator("#composer")).ToBeVisibleAsync();
        // His own pages are told to log in again, which is another story.
        await bob.Page.GotoAsync("about:blank");
        await Server.DoAsync(async (ManagedPeople people) =>
        {
            await people.DeleteAsync(Actor.CommandLine, bob.Id, withMessages: false);
            return true;
        });
        await Server.DoAsync(async (Departures departures) =>
        {
            await departures.FinishAsync(bob.Id);
            return true;
        });

        await ann.GoesToAsync(chat);

        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("Deleted account");
        await Expect(ann.Page.Locator(".composer")).ToHaveTextAsync("This account is deleted: nobody can be written to or called here.");
        await Expect(ann.Page.Locator("#text, .call-buttons, a.thread-who[href]")).ToHaveCountAsync(0);
        // It takes scripts itself.
        if (withScripts)
        {
            await axe.LookAsync(ann.Page, "a chat with nobody");
            await ann.Page.ClickAsync($"#message-{said.Id} .more");
            await Expect(ann.Page.Locator("#sheet")).ToBeVisibleAsync();
            await Expect(ann.Page.Locator("#sheet [data-reply], #sheet [name=emoji]")).ToHaveCountAsync(0);
            await axe.LookAsync(ann.Page, "a message of nobody");
            await ann.Page.Keyboard.PressAsync("Escape");
            await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
            // Neither does what is beside a message that is pointed at offer either; its style sheet comes with it.
            await ann.Page.HoverAsync($"#message-{said.Id} .said");
            await Expect(ann.Page.Locator("link[href*=quick]")).ToHaveCountAsync(1);
            await ann.Page.HoverAsync("h1");
            await ann.Page.HoverAsync($"#message-{said.Id} .said");
            await Expect(ann.Page.Locator(".quick")).ToHaveCountAsync(0);
        }
        else
        {
            await Expect(ann.Page.Locator(".live-frame, .live-row a")).ToHaveCountAsync(0);
        }

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
