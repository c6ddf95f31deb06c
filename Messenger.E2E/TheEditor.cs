using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Changing what one has said, with the keys that send.</summary>
public sealed class TheEditor(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Opens_by_itself_on_my_last_message()
    {
        var (ann, bob) = await TalkAsync();
        await ann.SaysAsync("Mine");
        await bob.SaysAsync("Not mine");
        await ann.SeesAsync("Not mine");

        await ann.Page.PressAsync("#text", "ArrowUp");

        await Expect(ann.Page.Locator("#new-text")).ToBeFocusedAsync();
        await Expect(ann.Page.Locator("#new-text")).ToHaveValueAsync("Mine");
        await Expect(ann.Page.Locator("#sheet .chip")).ToHaveCountAsync(0);
        await Expect(ann.Page.Locator("#sheet .menu-item")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData("Control+Enter")]
    public async Task Saves_with(string keys)
    {
        var (ann, bob) = await TalkAsync();
        await ann.SaysAsync("Helo");
        await ann.Page.PressAsync("#text", "ArrowUp");
        await Expect(ann.Page.Locator("#new-text")).ToBeFocusedAsync();
        await ann.Page.Keyboard.TypeAsync(" there");
        await ann.Page.Keyboard.PressAsync("Shift+Enter");
        await ann.Page.Keyboard.TypeAsync("Bob");

        await ann.Page.Keyboard.PressAsync(keys);

        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        await bob.SeesAsync("Helo there\nBob");
        await Expect(ann.Page.Locator("#text")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Asks_before_a_change_is_thrown_away()
    {
        var (ann, bob) = await TalkAsync();
        await ann.SaysAsync("Hello");
        await ann.Page.PressAsync("#text", "ArrowUp");
        await Expect(ann.Page.Locator("#new-text")).ToBeFocusedAsync();
        var asking = ann.Page.Locator("#unsaved");

        foreach (var leave in new Func<Task>[] { EscapeAsync, () => ann.Page.ClickAsync(".sheet-head button"), () => ann.Page.Mouse.ClickAsync(5, 5) })
        {
            await ann.Page.Locator("#new-text").PressSequentiallyAsync("!");
            await leave();
            await Expect(asking).ToBeVisibleAsync();
            // Once more is not yes: it goes on.
            await EscapeAsync();
            await Expect(asking).ToBeHiddenAsync();
            await Expect(ann.Page.Locator("#new-text")).ToBeFocusedAsync();
        }

        await EscapeAsync();
        await asking.GetByText("Discard").ClickAsync();
        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        await ann.Page.PressAsync("#text", "ArrowUp");
        await Expect(ann.Page.Locator("#new-text")).ToHaveValueAsync("Hello");
        await EscapeAsync();
        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        Assert.Equal(["Hello"], await bob.SeenTextsAsync());

        Task EscapeAsync() => ann.Page.Keyboard.PressAsync("Escape");
    }

    [Fact]
    public async Task Keeps_a_change_while_something_else_is_done_with_the_message()
    {
        var (ann, bob) = await TalkAsync();
        await ann.SaysAsync("Helo");
        await ann.ActsOnAsync("Helo");
        await ann.Page.FillAsync("#new-text", "Hello");

        await ann.Page.ClickAsync("#sheet .chip[value='👍']");
        await Expect(bob.Said("Helo").Locator(".reaction")).ToHaveTextAsync("👍 1");
        await Expect(ann.Page.Locator("#unsaved")).ToBeVisibleAsync();
        await ann.Page.ClickAsync("#sheet form.form button");

        await bob.SeesAsync("Hello");
    }

    async Task<(Person Ann, Person Bob)> TalkAsync()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        return (ann, bob);
    }
}
