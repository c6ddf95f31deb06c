using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>An @ offers those who may be meant, and the keys are the text's again when they are not wanted.</summary>
public sealed class MentioningPeople(Chromium chromium, Server server) : Story(chromium, server)
{
    const string Enter = "Enter";

    [Fact]
    public async Task By_keyboard_and_the_other_one_sees_that_it_is_them()
    {
        var (ann, bob, _) = await TalkAsync();
        await ann.Page.FocusAsync("#text");

        await ann.Page.Keyboard.TypeAsync("Ask @");
        var options = Options(ann);
        await Expect(options).ToHaveCountAsync(3);
        await ann.Page.Keyboard.TypeAsync("BO");
        await Expect(options).ToHaveCountAsync(1);
        await Expect(ann.Page.Locator("#text")).ToHaveAttributeAsync("aria-activedescendant", $"mention-{bob.Id}");
        await ann.Page.Keyboard.PressAsync(Enter);
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync($"Ask @{bob.Username} ");
        await Expect(options).ToHaveCountAsync(0);
        await Expect(ann.Page.Locator("#text")).Not.ToHaveAttributeAsync("aria-controls", "mentions");
        await ann.Page.Keyboard.TypeAsync("and @");
        await Expect(options).ToHaveCountAsync(3);
        await ann.Page.Keyboard.PressAsync("ArrowUp");
        await ann.Page.Keyboard.PressAsync("Tab");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync($"Ask @{bob.Username} and @all ");
        await ann.Page.Keyboard.PressAsync(Enter);

        await bob.SeesAsync("Ask");
        foreach (var mention in await bob.Said("Ask").Locator(".mention").AllAsync())
        {
            await Expect(mention).Not.ToHaveCSSAsync("background-color", "rgba(0, 0, 0, 0)");
        }

        await Expect(bob.Said("Ask").Locator(".mention")).ToHaveTextAsync([$"@{bob.Username}", "@all"]);
    }

    [Fact]
    public async Task Not_where_it_is_not_wanted()
    {
        var (ann, bob, _) = await TalkAsync();
        var text = ann.Page.Locator("#text");
        await text.FocusAsync();
        await ann.Page.Keyboard.TypeAsync("first @b");
        await Expect(Options(ann)).ToHaveCountAsync(1);

        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(Options(ann)).ToHaveCountAsync(0);
        await ann.Page.Keyboard.TypeAsync("o");
        await ann.Page.Keyboard.PressAsync("ArrowLeft");
        await ann.Page.Keyboard.PressAsync("ArrowLeft");
        await ann.Page.Keyboard.PressAsync("ArrowLeft");
        await ann.Page.Keyboard.TypeAsync("- ");
        await Expect(text).ToHaveValueAsync("first - @bo");
        await Expect(Options(ann)).ToHaveCountAsync(0);
        await ann.Page.Keyboard.PressAsync(Enter);
        await bob.SeesAsync("first - @bo");

        // A key that ends a word of an input method is not the list's.
        await ann.Page.Keyboard.TypeAsync("@b");
        await Expect(Options(ann)).ToHaveCountAsync(1);
        Assert.False(await text.EvaluateAsync<bool>("field => !field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))"));
        await Expect(Options(ann)).ToHaveCountAsync(1);
        await ann.Page.Keyboard.TypeAsync("x ann@b");
        await Expect(Options(ann)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task By_touch_and_while_editing_and_axe_finds_nothing()
    {
        var (ann, bob, chat) = await TalkAsync(Phone);
        await SaysAsync(ann, chat, "Ask somebody");
        await ann.Page.TapAsync("#text");
        await ann.Page.Keyboard.TypeAsync("@b");
        await ann.Page.TapAsync($"#mention-{bob.Id}");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync($"@{bob.Username} ");
        await Expect(ann.Page.Locator("#text")).ToBeFocusedAsync();

        await ann.ActsOnAsync("Ask somebody");
        await ann.Page.Locator("#new-text").FillAsync("Ask @cl");
        await Expect(Options(ann)).ToHaveCountAsync(1);
        var axe = new AxeCheck();
        await axe.LookAsync(ann.Page, "mentioning");
        axe.NothingIsFound();
        await ann.Page.Keyboard.PressAsync(Enter);
        await Expect(ann.Page.Locator("#new-text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^Ask @cleo\\S+ $"));
        await ann.Page.TapAsync("#sheet .button:text('Save the change')");
        await Expect(bob.Said("Ask").Locator(".mention")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_list_says_so_at_once_in_a_muted_chat_too_until_it_is_read_or_taken_back()
    {
        var (ann, bob, chat) = await TalkAsync();
        await Server.DoAsync(async (PersonalChatSettings settings) =>
        {
            await settings.MuteAsync(bob.Id, chat, true);
            return true;
        });
        await bob.GoesToAsync("/");
        await bob.IsLiveAsync();
        var (row, mark) = (bob.Page.Locator($"#chat-{chat}"), bob.Page.Locator($"#chat-{chat} .at"));

        await ann.SaysAsync("Hello");
        await Expect(row).ToContainTextAsync("Hello");
        await Expect(mark).ToBeHiddenAsync();
        await ann.SaysAsync($"Are you there, @{bob.Username}?");
        await Expect(mark).ToBeVisibleAsync();
        await bob.ReloadsAsync();
        await bob.IsLiveAsync();
        await Expect(mark).ToBeVisibleAsync();

        await ann.ActsOnAsync("Are you there");
        await ann.Page.Locator("#new-text").FillAsync("Are you all there, @all?");
        await ann.Page.ClickAsync("#sheet .button:text('Save the change')");
        await Expect(row).ToContainTextAsync("@all");
        await Expect(mark).ToBeVisibleAsync();
        await ann.ActsOnAsync("Are you all there");
        await ann.Page.Locator("#new-text").FillAsync("Never mind");
        await ann.Page.ClickAsync("#sheet .button:text('Save the change')");
        await Expect(mark).ToBeHiddenAsync();

        await ann.SaysAsync("@all: tea");
        await Expect(mark).ToBeVisibleAsync();
        await row.Locator("a").ClickAsync();
        await bob.SeesAsync("tea");
        await Expect(bob.Page.Locator($"#chat-{chat} .at")).ToBeHiddenAsync();
    }

    static ILocator Options(Person who) => who.Page.Locator("#mentions [role=option]");

    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync(BrowserNewContextOptions? anns = null)
    {
        var ann = await SomebodyAsync("Ann", anns);
        var bob = await SomebodyAsync("Bob");
        var chat = await GroupAsync("Hikers", ann, bob, await SomebodyAsync("Cleo"));
        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        return (ann, bob, chat);
    }
}
