using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What the Enter key does, and how much of what one types can be seen.</summary>
public sealed class TheMessageField(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task On_a_phone_breaks_the_line_and_the_button_sends()
    {
        var (ann, bob) = await TalkAsync(Phone);
        await Expect(ann.Page.Locator("#text")).ToHaveAttributeAsync("enterkeyhint", "enter");
        await ann.Page.Keyboard.TypeAsync("One");
        await ann.Page.Keyboard.PressAsync("Enter");
        await ann.Page.Keyboard.TypeAsync("two");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("One\ntwo");

        await ann.Page.TapAsync(".composer-send");

        await bob.SeesAsync("One\ntwo");
    }

    [Fact]
    public async Task Does_what_the_settings_of_the_device_say()
    {
        var (ann, bob) = await TalkAsync(Phone);
        var chat = int.Parse(bob.Page.Url.Split('/')[^1]);
        var desk = await AnotherDeviceAsync(ann);
        await ChooseAsync(ann, "Sends");
        await ChooseAsync(desk, "New line");

        await Expect(ann.Page.Locator("#text")).ToHaveAttributeAsync("enterkeyhint", "send");
        await ann.Page.Keyboard.TypeAsync("Sent");
        await ann.Page.Keyboard.PressAsync("Enter");
        await bob.SeesAsync("Sent");

        await desk.Page.Keyboard.TypeAsync("One");
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.Page.Keyboard.TypeAsync("two");
        await desk.Page.Keyboard.PressAsync("Control+Enter");
        await bob.SeesAsync("One\ntwo");

        async Task ChooseAsync(Person person, string choice)
        {
            await person.GoesToAsync("/settings");
            await person.Page.ClickAsync($".segments[aria-labelledby=enter] label:has-text('{choice}')");
            await person.SubmitAsync("text=Use this look");
            await Expect(person.Page.Locator($".segments[aria-labelledby=enter] label:has-text('{choice}') input")).ToBeCheckedAsync();
            await person.GoesToAsync(chat);
            await person.Page.FocusAsync("#text");
        }
    }

    /// <summary>The Enter that ends a word: other browsers say so, Safari has its own way (code 229 alone).</summary>
    [Fact]
    public async Task Does_not_send_half_a_word()
    {
        var (ann, bob) = await TalkAsync();
        await ann.Page.FillAsync("#text", "日本");

        var gone = await ann.Page.EvalOnSelectorAsync<bool[]>("#text", """
            field => [{ keyCode: 229 }, { keyCode: 13, isComposing: true }, { keyCode: 229, isComposing: true, ctrlKey: true }].map(kind =>
              !field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...kind })))
            """);
        Assert.Equal([false, false, false], gone);
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("日本");
        await ann.Page.Keyboard.PressAsync("Enter");

        await bob.SeesAsync("日本");
        Assert.Equal(["日本"], await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task Grows_to_its_limit_where_style_sheets_cannot_say_so()
    {
        var (ann, bob) = await TalkAsync();
        await ann.Page.AddInitScriptAsync("""
            CSS.supports = () => false
            document.addEventListener('DOMContentLoaded', () => {
              const old = new CSSStyleSheet()
              old.replaceSync('textarea { field-sizing: fixed !important }')
              document.adoptedStyleSheets = [old]
            })
            """);
        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        var one = await HeightAsync();

        await ann.Page.FillAsync("#text", "1\n2\n3\n4");
        var four = await HeightAsync();
        Assert.True(four > one * 2, $"{one} px and {four} px");
        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        Assert.Equal(four, await HeightAsync(), 1.0);
        await ann.Page.FillAsync("#text", string.Join('\n', Enumerable.Range(1, 40)));
        Assert.Equal(192, await HeightAsync(), 1.0);

        await ann.Page.PressAsync("#text", "Enter");
        await Expect(bob.Messages).ToHaveCountAsync(1);
        Assert.Equal(one, await HeightAsync(), 1.0);

        async Task<double> HeightAsync() => (await ann.Page.Locator("#text").BoundingBoxAsync())!.Height;
    }

    async Task<(Person Ann, Person Bob)> TalkAsync(BrowserNewContextOptions? anns = null)
    {
        var ann = await SomebodyAsync("Ann", anns);
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        await ann.Page.FocusAsync("#text");
        return (ann, bob);
    }
}
