using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Reactions and an answer are beside the message one points at, and any emoji is found by its name.</summary>
public sealed class ChoosingEmoji(Chromium chromium, Server server) : Story(chromium, server)
{
    const string Places = """
        () => JSON.stringify([...document.querySelectorAll('#messages > .message > :is(.bubble, .more)')].map(one => one.getBoundingClientRect()))
        """;

    [Fact]
    public async Task Beside_a_message_by_pointer_and_by_keys()
    {
        var (ann, bob, _) = await TalkAsync();
        var (message, quick) = (ann.Said("We won"), ann.Page.Locator(".quick"));
        var places = await ann.Page.EvaluateAsync<string>(Places);

        await message.Locator(".bubble").HoverAsync();
        await Expect(quick.Locator("button")).ToHaveCountAsync(5);
        Assert.Equal(places, await ann.Page.EvaluateAsync<string>(Places));
        await quick.GetByRole(AriaRole.Button, new() { Name = "React with 😂" }).ClickAsync();
        await Expect(bob.Said("We won").Locator(".reaction")).ToHaveTextAsync(["😂 1"]);
        await Expect(message.Locator(".reaction")).ToHaveAttributeAsync("aria-pressed", "true");

        await ann.Said("At last").Locator(".bubble").HoverAsync();
        await Expect(ann.Said("At last").Locator(".quick > [value]")).ToHaveTextAsync(["😂", "👍", "❤️"]);
        await ann.Page.ClickAsync(".quick [data-answers]");
        await Expect(ann.Page.Locator("#composer-about")).ToContainTextAsync("At last");
        await Expect(ann.Page.Locator("#text")).ToBeFocusedAsync();

        await message.Locator(".more").FocusAsync();
        await ann.Page.Keyboard.PressAsync("ArrowRight");
        await ann.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(message.Locator(".quick [value=👍]")).ToBeFocusedAsync();
        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(bob.Said("We won").Locator(".reaction")).ToHaveTextAsync(["😂 1", "👍 1"]);
        await Expect(message.Locator(".more")).ToBeFocusedAsync();
        await Expect(message.Locator(".quick")).ToBeVisibleAsync();
        var axe = new AxeCheck();
        await axe.LookAsync(ann.Page, "beside a message");
        axe.NothingIsFound();
    }

    [Fact]
    public async Task By_its_name_in_either_language_into_the_text_and_under_a_message()
    {
        var (ann, bob, _) = await TalkAsync();
        var (opener, picker) = (ann.Page.Locator(".composer [data-picks]"), ann.Page.Locator(".picker"));
        await ann.Page.FillAsync("#text", "Look, a !");
        await ann.Page.EvaluateAsync("document.getElementById('text').setSelectionRange(8, 8)");

        await opener.ClickAsync();
        await Expect(picker.GetByRole(AriaRole.Gridcell, new() { Name = "grinning face", Exact = true })).ToBeVisibleAsync();
        await ann.Page.Keyboard.TypeAsync("black cat");
        await Expect(picker.Locator("[role=gridcell]")).ToHaveTextAsync(["🐈‍⬛"]);
        await picker.Locator(".input").FillAsync("единорог");
        await Expect(picker.Locator("[role=gridcell]")).ToHaveTextAsync(["🦄"]);
        var axe = new AxeCheck();
        await axe.LookAsync(ann.Page, "choosing an emoji");
        axe.NothingIsFound();
        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Look, a 🦄!");
        await Expect(ann.Page.Locator("#text")).ToBeFocusedAsync();
        await ann.Page.Keyboard.PressAsync("Enter");
        await bob.SeesAsync("Look, a 🦄!");

        await opener.ClickAsync();
        await Expect(picker.GetByText("Used last")).ToBeVisibleAsync();
        await Expect(picker.Locator("[role=rowgroup]").First.Locator("[role=gridcell]")).ToHaveTextAsync(["🦄"]);
        await ann.Page.Keyboard.PressAsync("ArrowDown");
        await ann.Page.Keyboard.PressAsync("ArrowDown");
        await ann.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(picker.Locator("[role=gridcell]:focus")).ToHaveTextAsync("😃");
        await ann.Page.Keyboard.TypeAsync("qqq");
        await Expect(picker.GetByRole(AriaRole.Status)).ToHaveTextAsync("Nothing found");
        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(picker).ToBeHiddenAsync();
        await Expect(opener).ToBeFocusedAsync();

        await ann.ActsOnAsync("We won");
        await ann.Page.ClickAsync("#sheet [data-picks]");
        await Expect(picker.Locator(".input")).ToBeFocusedAsync();
        await ann.Page.Keyboard.TypeAsync("trophy");
        await Expect(picker.Locator("[role=gridcell]")).ToHaveTextAsync(["🏆"]);
        await picker.Locator("[role=gridcell]").ClickAsync();
        await Expect(bob.Said("We won").Locator(".reaction")).ToHaveTextAsync(["🏆 1"]);
    }

    [Fact]
    public async Task A_finger_that_is_held_asks_what_to_do_and_one_drawn_aside_answers()
    {
        var (ann, bob, _) = await TalkAsync(Phone);
        var touch = await ann.Page.Context.NewCDPSessionAsync(ann.Page);
        var box = (await ann.Said("We won").Locator(".said").BoundingBoxAsync())!;
        // Far from the name above it: a finger is taken to mean the nearest link.
        var (x, y) = (box.X + 100, box.Y + box.Height / 2);

        await TouchAsync("touchStart", x);
        await ann.Page.Locator("#sheet .actions").WaitForAsync();
        await TouchAsync("touchEnd");
        await Expect(ann.Page.Locator("#sheet .chip[value]").First).ToHaveTextAsync("👍");
        await ann.Page.TapAsync("#sheet .chip[value=🎉]");
        await Expect(bob.Said("We won").Locator(".reaction")).ToHaveTextAsync(["🎉 1"]);
        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        await ann.ActsOnAsync("At last");
        await Expect(ann.Page.Locator("#sheet .chip[value]").First).ToHaveTextAsync("🎉");
        await ann.Page.TapAsync("#sheet .sheet-head button");

        box = (await ann.Said("We won").Locator(".said").BoundingBoxAsync())!;
        (x, y) = (box.X + 150, box.Y + box.Height / 2);
        // On their way together, and one after the other: a finger that rests meanwhile would be one that is held.
        await Task.WhenAll([TouchAsync("touchStart", x), .. new[] { 20, 40, 60, 80 }.Select(by => TouchAsync("touchMove", x - by)), TouchAsync("touchEnd")]);
        await Expect(ann.Page.Locator("#composer-about")).ToContainTextAsync("We won");

        Task TouchAsync(string type, float? at = null) => touch.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type, ["touchPoints"] = at is null ? Array.Empty<object>() : [new Dictionary<string, object> { ["x"] = at, ["y"] = y }],
        });
    }

    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync(BrowserNewContextOptions? anns = null)
    {
        var ann = await SomebodyAsync("Ann", anns);
        var bob = await SomebodyAsync("Bob");
        var chat = await GroupAsync("Winners", ann, bob);
        await SaysAsync(bob, chat, "We won the race, and nobody thought that we would");
        await SaysAsync(ann, chat, "At last");
        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        await ann.IsLiveAsync();
        return (ann, bob, chat);
    }
}
