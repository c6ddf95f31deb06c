using System.Text.RegularExpressions;
using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class TwoPeopleTalk(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task One_writes_and_the_other_sees_it_at_once()
    {
        var ann = await NewPersonAsync("Ann");
        var bob = await NewPersonAsync("Bob");
        await ann.WritesToAsync(bob);
        await bob.OpensAsync(ann);

        await ann.SaysAsync("Is this thing on?");
        await bob.SeesAsync("Is this thing on?");
        await bob.SaysAsync("It is!");

        await ann.SeesAsync("It is!");
        Assert.Equal(["Is this thing on?", "It is!"], await ann.SeenTextsAsync());
        Assert.Equal(["Is this thing on?", "It is!"], await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task Many_messages_from_both_come_in_the_same_order_for_both()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var one = TypeManyAsync(ann, "a");
        var other = TypeManyAsync(bob, "b");
        await Task.WhenAll(one, other);

        await Expect(ann.Messages).ToHaveCountAsync(30);
        await Expect(bob.Messages).ToHaveCountAsync(30);
        Assert.Equal(await ann.SeenTextsAsync(), await bob.SeenTextsAsync());
        Assert.Equal(Enumerable.Range(1, 15).Select(n => $"a {n}"), (await ann.SeenTextsAsync()).Where(text => text[0] == 'a'));

        static async Task TypeManyAsync(Person person, string letter)
        {
            for (var n = 1; n <= 15; n++)
            {
                await person.Page.FillAsync("#text", $"{letter} {n}");
                await person.Page.PressAsync("#text", "Enter");
            }
        }
    }

    /// <summary>Where nobody had said anything yet, no message stands before it.</summary>
    [Fact]
    public async Task The_very_first_message_may_come_after_the_second()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await bob.Page.RouteWebSocketAsync(new Regex("/hub"), page =>
        {
            var hub = page.ConnectToServer();
            page.OnMessage(frame => hub.Send(frame.Text!));
            hub.ForwardTo(page, message => message.Contains("The first"));
        });
        await bob.GoesToAsync(chat);
        await bob.IsLiveAsync();

        await SaysAsync(ann, chat, "The first");
        await SaysAsync(ann, chat, "The second");

        await bob.SeesAsync("The first");
        Assert.Equal(["The first", "The second"], await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task An_edit_a_reaction_and_a_deletion_reach_the_other()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.SaysAsync("See you at ten");
        await bob.SeesAsync("See you at ten");

        await ann.OpensActionsAsync("See you at ten");
        await ann.Page.FillAsync("#sheet #new-text", "See you at **eleven**");
        await ann.Page.ClickAsync("#sheet form.form button");
        await bob.SeesAsync("See you at eleven");
        await Expect(bob.Said("eleven").Locator("strong")).ToHaveTextAsync("eleven");
        await Expect(bob.Said("eleven").Locator(".meta")).ToContainTextAsync("edited");

        await bob.OpensActionsAsync("See you at eleven");
        await bob.Page.ClickAsync("#sheet .chip[value='👍']");
        await Expect(ann.Said("eleven").Locator(".reaction")).ToContainTextAsync("👍");

        await ann.OpensActionsAsync("See you at eleven");
        await ann.Page.ClickAsync("#sheet summary.danger");
        await ann.Page.ClickAsync("#sheet form.item button");
        await bob.SeesAsync("Message deleted");
        await bob.SeesNoMoreAsync("eleven");
    }

    [Fact]
    public async Task An_answer_quotes_and_the_quote_goes_with_the_message()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.SaysAsync("Who keeps the keys?");
        await bob.SeesAsync("Who keeps the keys?");

        await bob.OpensActionsAsync("Who keeps the keys?");
        await bob.Page.ClickAsync("#sheet [data-reply]");
        await Expect(bob.Page.Locator("#composer-about .quote")).ToContainTextAsync("Who keeps the keys?");
        await bob.SaysAsync("I can");
        await Expect(ann.Said("I can").Locator(".quote")).ToContainTextAsync("Who keeps the keys?");
        await Expect(bob.Page.Locator("#composer-about")).ToBeHiddenAsync();

        await ann.OpensActionsAsync("Who keeps the keys?", nth: 0);
        await ann.Page.ClickAsync("#sheet summary.danger");
        await ann.Page.ClickAsync("#sheet form.item button");
        await Expect(bob.Said("I can").Locator(".quote")).ToContainTextAsync("Message deleted");
    }

    [Fact]
    public async Task Two_devices_of_one_person_show_the_same()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var phone = await AnotherDeviceAsync(ann, Phone);
        await phone.OpensAsync(bob);

        await ann.SaysAsync("From the desk");
        await phone.SeesAsync("From the desk");
        await phone.SaysAsync("From the road");

        await ann.SeesAsync("From the road");
        Assert.Equal(await ann.SeenTextsAsync(), await phone.SeenTextsAsync());
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.Page.FillAsync("#text", "First line");
        await ann.Page.PressAsync("#text", "Shift+Enter");
        await ann.Page.Keyboard.TypeAsync("second line");
        await ann.Page.PressAsync("#text", "Enter");
        await bob.SeesAsync("First line\nsecond line");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);

        await ann.Page.PressAsync("#text", "ArrowUp");
        await Expect(ann.Page.Locator("#new-text")).ToBeFocusedAsync();
        await ann.Page.Keyboard.TypeAsync(", edited");
        await ann.Page.ClickAsync("#sheet form.form button");
        await bob.SeesAsync("second line, edited");
        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        await ann.Page.PressAsync("#text", "ArrowUp");
        await Expect(ann.Page.Locator("#sheet")).ToBeVisibleAsync();
        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Runs_and_days_are_drawn_the_same_live_and_loaded()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.SaysAsync("One");
        await ann.SaysAsync("Two");
        await bob.SaysAsync("Three");
        await ann.SeesAsync("Three");
        await Expect(bob.Said("Three").Locator(".ticks")).ToHaveAttributeAsync("data-state", "read");
        var live = await ShapeAsync();

        await ann.Page.ReloadAsync();

        Assert.Equal(live, await ShapeAsync());
        Assert.Equal(["day-line", "message", "message continues", "message"], live.Select(line => line.Trim()));

        Task<string[]> ShapeAsync() => ann.Page.EvalOnSelectorAllAsync<string[]>(
            "#messages > li", "all => all.map(li => [...li.classList].join(' '))");
    }

    [Fact]
    public async Task Older_messages_load_upwards_without_a_jump()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var chat = int.Parse(ann.Page.Url.Split('/')[^1]);
        await FillAsync(ann, chat, 130);
        await bob.Page.GotoAsync($"/chats/{chat}?before=131");
        await Expect(bob.Messages).ToHaveCountAsync(50);

        await ann.Page.GotoAsync($"/chats/{chat}");
        var anchor = ann.Messages.Filter(new() { HasText = "line 85" }).First;
        await anchor.ScrollIntoViewIfNeededAsync();
        await ann.Page.EvalOnSelectorAsync("#scroll", "s => { s.scrollTop = -s.scrollHeight }");
        await Expect(ann.Messages.Filter(new() { HasText = "line 40" })).ToHaveCountAsync(1);

        await ann.Page.EvalOnSelectorAsync("#scroll", "s => { s.scrollTop = -s.scrollHeight }");
        await Expect(ann.Messages).ToHaveCountAsync(130);
        await Expect(ann.Page.Locator(".older-line")).ToHaveCountAsync(0);
        Assert.Equal(Enumerable.Range(1, 130).Select(n => $"line {n}"), await ann.SeenTextsAsync());
    }
}
