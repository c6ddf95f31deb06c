using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Without a mouse, and with a screen reader that reads what changes.</summary>
public sealed class ByKeyboard(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task A_whole_talk_without_a_mouse()
    {
        var (ann, bob, chat) = await TalkAsync();
        var eve = await SomebodyAsync("Eve");
        await SaysAsync(eve, await ChatAsync(ann, eve), "Hello Ann");
        await SaysAsync(bob, chat, "Are you there?");
        await ann.GoesToAsync("/");

        await TabToAsync(ann, $".chat-row > a:has-text('{bob.Name}')");
        await ann.Page.Keyboard.PressAsync("Enter");
        await ann.ArrivesAsync($"/chats/{chat}");
        await ann.IsLiveAsync();
        // The field is ready; what there is to do with a message is a few stops before it.
        await Expect(ann.Page.Locator("#text")).ToBeFocusedAsync();
        await ann.Page.Keyboard.TypeAsync("I am her");
        await ann.Page.Keyboard.PressAsync("Enter");
        await bob.SeesAsync("I am her");
        await Expect(ann.Page.Locator("#text")).ToBeFocusedAsync();

        await Expect(ann.Queued("I am her")).ToHaveCountAsync(0);
        await ann.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(ann.Page.Locator("#new-text")).ToBeFocusedAsync();
        await ann.Page.Keyboard.TypeAsync("e");
        await TabToAsync(ann, "#sheet form.form button");
        await ann.Page.Keyboard.PressAsync("Enter");
        await bob.SeesAsync("I am here");
        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        await HasFocusAsync(ann);

        await TabToAsync(ann, $".message:has-text('Are you there?') .more", back: true);
        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(ann.Page.Locator("#sheet")).ToBeVisibleAsync();
        await TabToAsync(ann, "#sheet .chip:has-text('👍')");
        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(bob.Said("Are you there?").Locator(".reaction")).ToHaveTextAsync("👍 1");
        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        await HasFocusAsync(ann);

        await TabToAsync(ann, $".chat-row > a:has-text('{eve.Name}')", back: true);
        await ann.Page.Keyboard.PressAsync("Enter");
        await ann.SeesAsync("Hello Ann");
    }

    [Fact]
    public async Task Keys_lead_from_chat_to_chat()
    {
        var (ann, bob, chat) = await TalkAsync();
        var eve = await SomebodyAsync("Ève");
        var other = await ChatAsync(ann, eve);
        await SaysAsync(eve, other, "Hello Ann");
        await ann.GoesToAsync(chat);
        await ann.SaysAsync("Are you there?");
        var (rows, keys) = (ann.Page.Locator(".chat-row:visible"), ann.Page.Keyboard);

        await keys.PressAsync("Control+k");
        await keys.TypeAsync("eve");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(ann.Page.Locator(".sidebar-find")).ToHaveTextAsync("Search everywhere for “eve”");
        await SaysAsync(bob, chat, "Here");
        await ann.SeesAsync("Here");
        await Expect(rows).ToHaveCountAsync(1);
        await keys.PressAsync("Escape");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(ann.Page.Locator("#text")).ToBeFocusedAsync();

        await keys.PressAsync("Control+k");
        await keys.TypeAsync("eve");
        await keys.PressAsync("Enter");
        await ann.ArrivesAsync($"/chats/{other}");
        await ann.IsLiveAsync();
        await keys.PressAsync("Alt+ArrowUp");
        await ann.ArrivesAsync($"/chats/{chat}");

        await ann.IsLiveAsync();
        await ann.SaysAsync("Good");
        await Expect(ann.Queued("Good")).ToHaveCountAsync(0);
        // There is none above it; and without Alt the key would edit what she said last.
        var asked = 0;
        ann.Page.Request += (_, request) => asked += request.Url.Contains("/messages/") ? 1 : 0;
        await keys.PressAsync("Alt+ArrowUp");
        await keys.PressAsync("Control+k");
        await keys.TypeAsync("nobody is called so");
        await Expect(rows).ToHaveCountAsync(0);
        await keys.PressAsync("ArrowDown");
        await Expect(ann.Page.Locator(".sidebar-find")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await ann.ArrivesAsync("/search\\?q=nobody");
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Escape_puts_the_sheet_away_and_the_focus_back()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(bob, chat, "Are you there?");
        await ann.GoesToAsync(chat);
        var more = ann.Said("Are you there?").Locator(".more");

        await TabToAsync(ann, ".message .more", back: true);
        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(ann.Page.Locator("#sheet")).ToBeVisibleAsync();
        await HasFocusAsync(ann);
        await ann.Page.Keyboard.PressAsync("Escape");

        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        await Expect(more).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_first_stops_skip_to_what_matters()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(bob, chat, "Are you there?");
        await ann.GoesToAsync($"/chats/{chat}#messages");
        await ann.IsLiveAsync();
        await ann.Page.EvaluateAsync("document.activeElement.blur()");
        var skips = ann.Page.Locator(".skip");

        foreach (var (skip, target) in new[] { ("Skip to the message field", "#text"), ("Skip to the first unread message", "#first-unread") })
        {
            await ann.Page.Locator("body").FocusAsync();
            await skips.Filter(new LocatorFilterOptions { HasText = skip }).FocusAsync();
            await Expect(skips.Filter(new LocatorFilterOptions { HasText = skip })).ToBeInViewportAsync();
            await ann.Page.Keyboard.PressAsync("Enter");
            await Expect(ann.Page.Locator(target)).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task A_screen_reader_hears_each_message_of_others_once()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.GoesToAsync(chat);
        await ann.Page.EvaluateAsync("""
            () => {
              window.heard = []
              for (const region of document.querySelectorAll('[aria-live]'))
                new MutationObserver(() => region.innerText.trim() && heard.push(region.innerText.trim())).observe(region, { childList: true, characterData: true, subtree: true })
            }
            """);

        await bob.SaysAsync("One");
        await ann.SeesAsync("One");
        await ann.SaysAsync("Mine");
        await SaysAsync(bob, chat, "**Two** `things`");
        await ann.SeesAsync("Two things");

        Assert.Equal([$"{bob.Name}: One", $"{bob.Name}: Two things"], await ann.Page.EvaluateAsync<string[]>("heard"));
        Assert.Equal(1, await ann.Page.Locator("[aria-live]").CountAsync());
        await Expect(ann.Page.Locator("[aria-live]")).ToHaveAttributeAsync("aria-live", "polite");
    }

    /// <summary>Presses Tab until it is there; on the way the focus can always be seen.</summary>
    static async Task TabToAsync(Person person, string target, bool back = false)
    {
        var wanted = person.Page.Locator(target).Last;
        for (var i = 0; i < 60; i++)
        {
            await person.Page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                await HasFocusAsync(person);
                return;
            }
        }

        Assert.Fail($"Tab does not lead to {target}.");
    }

    /// <summary>Something has the focus, it is marked, and it is on the screen.</summary>
    static async Task HasFocusAsync(Person person)
    {
        var focused = person.Page.Locator("*:focus");
        await Expect(focused).ToHaveCountAsync(1);
        await Expect(focused).ToBeInViewportAsync();
        Assert.True(await focused.EvaluateAsync<bool>("""
            element => {
              const marked = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
              for (let near = element; near && near !== document.body; near = near.parentElement)
                if (marked(getComputedStyle(near))) return true
              return false
            }
            """), await focused.EvaluateAsync<string>("element => element.outerHTML"));
    }

    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);
        return (ann, bob, chat);
    }
}
