using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>A message of long ago, found by a part of a word.</summary>
public sealed class FindingMessages(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task By_what_is_typed_and_opened_where_it_was_said()
    {
        var (ann, bob) = (await SomebodyAsync("Ann", Phone), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(bob, chat, "Wir treffen uns in der Leuchtturmstraße");
        await FillAsync(bob, chat, 60);
        await ann.GoesToAsync($"/chats/{chat}");
        await ann.Page.ClickAsync("summary[aria-label=More]");
        await ann.Page.ClickAsync($".menu a[href='/search?chat={chat}']");

        await ann.Page.Locator("main input[name=q]").PressSequentiallyAsync("turmstrasse");

        var found = ann.Page.Locator("#found a.person");
        await Expect(found.Locator("mark")).ToHaveTextAsync("turmstraße");
        await Expect(ann.Page.Locator("#found .person")).ToHaveCountAsync(1);
        await found.ClickAsync();
        await Expect(ann.Page.Locator(".message:has-text('Leuchtturmstraße')")).ToBeInViewportAsync();
    }
}
