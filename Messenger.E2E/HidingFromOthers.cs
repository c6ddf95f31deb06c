using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class HidingFromOthers(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task That_one_is_here_and_what_one_has_read()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);
        await ann.GoesToAsync(chat);
        await Expect(ann.Page.Locator($".thread-who .presence-text-{bob.Id}")).ToHaveTextAsync("online");

        await bob.GoesToAsync("/settings");
        await bob.SubmitAsync("main a:has-text('Privacy')");
        await bob.Page.CheckAsync("[name=hides_presence]");
        await bob.Page.CheckAsync("[name=hides_reads]");
        await bob.SubmitAsync("main form button");
        await Expect(ann.Page.Locator($".thread-who .presence-text-{bob.Id}")).ToHaveTextAsync("offline");

        await ann.SaysAsync("Do you read this?");
        await bob.GoesToAsync(chat);
        await bob.SeesAsync("Do you read this?");
        await Expect(bob.Page.Locator($".thread-who .presence-text-{ann.Id}")).ToHaveTextAsync("offline");
        await bob.SaysAsync("Perhaps");
        await ann.SeesAsync("Perhaps");
        await ann.ReloadsAsync();
        await Expect(ann.Said("Do you read this?").Locator(".ticks")).ToHaveAttributeAsync("data-state", "sent");
    }

    [Fact]
    public async Task Is_a_plain_form()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        await ann.GoesToAsync("/settings/privacy");
        await ann.Page.CheckAsync("[name=hides_reads]");
        await ann.SubmitAsync("main form button");

        await Expect(ann.Page.Locator("[role=status]").First).ToHaveTextAsync("Saved.");
        await Expect(ann.Page.Locator("[name=hides_reads]")).ToBeCheckedAsync();
        await Expect(ann.Page.Locator("[name=hides_presence]")).Not.ToBeCheckedAsync();
    }
}
