using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What was begun on one device goes on with another.</summary>
public sealed class DraftsOnTwoDevices(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task What_is_begun_on_the_phone_is_sent_from_the_desk()
    {
        var (phone, desk, bob, chat) = await TwoDevicesAsync();
        await desk.GoesToAsync("/");
        await desk.IsLiveAsync();

        await phone.AnswersAsync("When shall we meet?");
        await phone.Page.Locator("#text").PressSequentiallyAsync("At sev");

        await Expect(desk.Page.Locator($"#chat-{chat} .chat-draft")).ToHaveTextAsync("Draft: At sev");
        await Expect(desk.Page.Locator($"#chat-{chat} .chat-last")).ToBeHiddenAsync();
        await desk.GoesToAsync(chat);
        await Expect(desk.Page.Locator("#text")).ToHaveValueAsync("At sev");
        await Expect(desk.Page.Locator("#composer-about")).ToContainTextAsync("When shall we meet?");
        await desk.Page.Locator("#text").PressSequentiallyAsync("en");
        await desk.Page.PressAsync("#text", "Enter");
        await Expect(bob.Said("At seven").Locator(".quote")).ToContainTextAsync("When shall we meet?");

        // What was sent is in no field and in no list any more.
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("");
        await Expect(phone.Page.Locator("#composer-about")).ToBeHiddenAsync();
        await phone.GoesToAsync("/");
        await Expect(phone.Page.Locator($"#chat-{chat} .chat-last")).ToContainTextAsync("At seven");
    }

    [Fact]
    public async Task What_is_begun_on_both_is_offered_and_never_put_over_what_is_typed()
    {
        var (phone, desk, bob, chat) = await TwoDevicesAsync();
        var axe = new AxeCheck();
        await phone.Page.Locator("#text").PressSequentiallyAsync("From the phone");
        await phone.HasSavedAsync("From the phone");
        var offer = desk.Page.Locator($"#draft-{chat} > .composer-draft");
        await desk.Page.Locator("#text").PressSequentiallyAsync("From the desk");
        await Expect(offer).ToContainTextAsync("From the phone");
        await Expect(desk.Page.Locator("#text")).ToHaveValueAsync("From the desk");
        await axe.LookAsync(desk.Page, "a draft that is offered");
        axe.NothingIsFound();

        await offer.Locator("[data-use]").ClickAsync();
        await Expect(desk.Page.Locator("#text")).ToHaveValueAsync("From the phone\nFrom the desk");
        await Expect(phone.Page.Locator($"#draft-{chat} > .composer-draft")).ToContainTextAsync("From the desk");

        await phone.Page.ClickAsync($"#draft-{chat} button");
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("From the phone");
        await Expect(desk.Page.Locator("#text")).ToHaveValueAsync("");
        await phone.Page.PressAsync("#text", "Enter");
        await bob.SeesAsync("From the phone");
        Assert.Single(await bob.SeenTextsAsync(), text => text.Contains("From the"));
    }

    [Fact]
    public async Task What_was_sent_from_the_phone_is_not_begun_at_the_desk_any_more()
    {
        var (phone, desk, bob, chat) = await TwoDevicesAsync();
        await desk.Page.Locator("#text").PressSequentiallyAsync("On my way");
        await desk.HasSavedAsync("On my way");
        // Taken back, it is what the server has.
        await desk.Page.Locator("#text").PressSequentiallyAsync("!");
        await desk.Page.PressAsync("#text", "Backspace");
        await desk.HasSavedAsync("On my way");
        await desk.GoesToAsync("/");

        await phone.GoesToAsync(chat);
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("On my way");
        await phone.Page.PressAsync("#text", "Enter");
        await bob.SeesAsync("On my way");

        await desk.GoesToAsync(chat);
        await desk.IsLiveAsync();
        await Expect(desk.Page.Locator("#text")).ToHaveValueAsync("");
        await phone.GoesToAsync("/");
        await Expect(phone.Page.Locator($"#chat-{chat} .chat-last")).ToContainTextAsync("On my way");
    }

    [Fact]
    public async Task The_same_once_more_after_it_was_sent_is_a_draft_of_its_own()
    {
        var (phone, desk, bob, chat) = await TwoDevicesAsync();
        await desk.Page.Locator("#text").PressSequentiallyAsync("Yes");
        await desk.HasSavedAsync("Yes");
        await desk.Page.PressAsync("#text", "Enter");
        await bob.SeesAsync("Yes");
        await desk.Page.Locator("#text").PressSequentiallyAsync("Yes");
        await desk.HasSavedAsync("Yes");

        await phone.GoesToAsync(chat);
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("Yes");
        await Expect(desk.Page.Locator("#text")).ToHaveValueAsync("Yes");
    }

    [Fact]
    public async Task What_was_sent_without_a_line_is_no_draft_when_the_page_is_opened_again()
    {
        var (phone, desk, bob, chat) = await TwoDevicesAsync();
        await phone.Page.Locator("#text").PressSequentiallyAsync("On my way");
        await Expect(desk.Page.Locator($"#draft-{chat} > .composer-draft")).ToContainTextAsync("On my way");
        phone.Expects("ERR_INTERNET_DISCONNECTED|Failed to fetch|ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS");
        var drawn = await phone.Page.EvaluateAsync<string>("async () => (await fetch(location)).text()");
        await phone.Page.Context.SetOfflineAsync(true);
        await phone.Page.PressAsync("#text", "Enter");
        await Expect(phone.Queued("On my way")).ToBeVisibleAsync();

        // The page as it was drawn before: so it comes from memory.
        await phone.Page.Context.SetOfflineAsync(false);
        await phone.Page.RouteAsync($"**/chats/{chat}", async route =>
        {
            await (route.Request.IsNavigationRequest ? route.FulfillAsync(new() { Body = drawn, ContentType = "text/html; charset=utf-8" }) : route.FallbackAsync());
        });
        await phone.GoesToAsync(chat);

        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("");
        await bob.SeesAsync("On my way");
        await Expect(desk.Page.Locator($"#draft-{chat} > .composer-draft")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_JavaScript_it_is_saved_by_a_button()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        ann.Expects("status of 422");
        await ann.GoesToAsync(chat);
        await ann.Page.FillAsync("#text", "Shall we");
        await ann.SubmitAsync("button:text-is('Save draft')");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Shall we");

        // Somewhere else it is changed meanwhile.
        await Server.DoAsync((Domain.Drafts drafts) => drafts.SaveAsync(ann.Id, chat, "Shall I"));
        await ann.Page.FillAsync("#text", "Shall we meet");
        await ann.SubmitAsync("button:text-is('Save draft')");
        await Expect(ann.Page.Locator("main")).ToContainTextAsync("This draft was changed, or sent, on another device.");
        await Expect(ann.Page.Locator(".as-typed")).ToHaveTextAsync("Shall I");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Shall we meet");
        await ann.SubmitAsync("button:has-text('Save draft')");
        await ann.GoesToAsync("/");
        await Expect(ann.Page.Locator(".chat-draft")).ToHaveTextAsync("Draft: Shall we meet");

        await ann.GoesToAsync(chat);
        await ann.SubmitAsync("#composer .composer-send");
        await bob.GoesToAsync(chat);
        await bob.SeesAsync("Shall we meet");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("");
    }

    async Task<(Person Phone, Person Desk, Person Bob, int Chat)> TwoDevicesAsync()
    {
        var desk = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(desk, bob);
        await SaysAsync(bob, chat, "When shall we meet?");
        var phone = await AnotherDeviceAsync(desk);
        await phone.GoesToAsync(chat);
        await desk.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        await phone.IsLiveAsync();
        await desk.IsLiveAsync();
        return (phone, desk, bob, chat);
    }
}
