using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class BlockingSomebody(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Folds_what_they_say_in_a_group_on_a_page_that_is_open()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var group = await GroupAsync("Hikers", ann, bob);
        await ann.GoesToAsync(group);
        await SaysAsync(bob, group, "Nonsense");
        await ann.SeesAsync("Nonsense");
        var phone = await AnotherDeviceAsync(ann);

        await phone.GoesToAsync($"/people/{bob.Id}");
        await phone.Page.ClickAsync("summary:has-text('Block…')");
        await phone.SubmitAsync("main form button:text-is('Block')");

        var text = ann.Page.Locator($".message[data-author='{bob.Id}'] .said");
        await Expect(text).ToBeHiddenAsync();
        await SaysAsync(bob, group, "More nonsense");
        await Expect(ann.Page.Locator($".message[data-author='{bob.Id}']")).ToHaveCountAsync(2);
        await Expect(text.Nth(1)).ToBeHiddenAsync();
        await ann.Page.Locator($".message[data-author='{bob.Id}'] .bubble").First.HoverAsync();
        await Expect(text.First).ToBeVisibleAsync();
        await ann.Page.Locator($".message[data-author='{bob.Id}'] .more").Nth(1).FocusAsync();
        await Expect(text.Nth(1)).ToBeVisibleAsync();

        await phone.SubmitAsync("main form button:text-is('Unblock')");
        await ann.Page.Mouse.MoveAsync(0, 0);
        await Expect(text.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Is_done_and_undone_without_JavaScript()
    {
        var (ann, bob) = (await SomebodyAsync("Ann", WithoutJavaScript), await SomebodyAsync("Bob", WithoutJavaScript));
        bob.Expects("status of 422");
        var chat = await ChatAsync(ann, bob);
        await ann.GoesToAsync($"/people/{bob.Id}");
        await ann.Page.ClickAsync("summary:has-text('Block…')");
        await ann.SubmitAsync("main form button:text-is('Block')");

        await bob.GoesToAsync($"/chats/{chat}");
        await bob.Page.FillAsync("#text", "Are you there?");
        await bob.SubmitAsync(".composer-send");
        await Expect(bob.Page.Locator("#text-wrong")).ToHaveTextAsync("You cannot write to this person, or call them.");

        await ann.GoesToAsync("/settings/blocked");
        await ann.SubmitAsync("main li button");
        await Expect(ann.Page.Locator("main li")).ToHaveCountAsync(0);
        await bob.GoesToAsync($"/chats/{chat}");
        await bob.SubmitsAsync("Are you there?");
    }
}
