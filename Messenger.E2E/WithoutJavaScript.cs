using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Everything one does with messages, as plain pages and forms.</summary>
public sealed class WithoutJavaScript(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Two_people_register_find_each_other_and_talk()
    {
        var ann = await NewPersonAsync("Ann", WithoutJavaScript);
        var bob = await NewPersonAsync("Bob", WithoutJavaScript);
        await ann.WritesToAsync(bob);
        await ann.SubmitsAsync("Is this thing on?");

        await bob.ReloadsAsync();
        await Expect(bob.Page.Locator(".chat-row .badge")).ToHaveTextAsync(new Regex("1\\s+unread"));
        await bob.OpensAsync(ann);
        await bob.SeesAsync("Is this thing on?");
        await bob.SubmitsAsync("It is!");

        await ann.SubmitAsync("a:text('Refresh')");
        Assert.Equal(["Is this thing on?", "It is!"], await ann.SeenTextsAsync());
    }

    [Fact]
    public async Task A_message_is_changed_and_taken_back()
    {
        var (ann, bob, _) = await TalkAsync("Helo", "Fine");

        await ann.ActsOnAsync("Helo");
        await ann.Page.FillAsync("#new-text", "Hello");
        await ann.SubmitAsync("text=Save the change");
        await Expect(ann.Said("Hello")).ToContainTextAsync("edited");

        await ann.ActsOnAsync("Hello");
        await ann.Page.ClickAsync("summary:has-text('Delete for everyone')");
        await ann.SubmitAsync("form[action$='/delete'] button");
        await ann.SeesNoMoreAsync("Hello");
        await ann.SeesAsync("Message deleted");

        await bob.OpensAsync(ann);
        Assert.Equal(["Message deleted", "Fine"], await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task A_refused_change_keeps_what_was_typed()
    {
        var (ann, bob, _) = await TalkAsync("Hello");
        ann.Expects("status of 422");
        var text = new string('a', 8001);

        await ann.ActsOnAsync("Hello");
        await ann.Page.FillAsync("#new-text", text);
        await ann.SubmitAsync("text=Save the change");

        await Expect(ann.Page.Locator("#new-text-wrong")).ToBeVisibleAsync();
        await Expect(ann.Page.Locator("#new-text")).ToHaveValueAsync(text);
        await bob.OpensAsync(ann);
        await bob.SeesAsync("Hello");
    }

    [Fact]
    public async Task An_emoji_is_given_and_taken_back()
    {
        var (ann, bob, _) = await TalkAsync("We won");
        await bob.OpensAsync(ann);

        await bob.ActsOnAsync("We won");
        await bob.SubmitAsync(".chip:has-text('🎉')");
        await Expect(bob.Said("We won").Locator(".reaction")).ToHaveTextAsync("🎉 1");
        await ann.ReloadsAsync();
        await ann.ActsOnAsync("We won");
        await ann.SubmitAsync(".chip:has-text('🎉')");
        await Expect(ann.Said("We won").Locator(".reaction")).ToHaveTextAsync("🎉 2");

        await bob.ActsOnAsync("We won");
        await Expect(bob.Page.Locator(".chip[aria-pressed=true]")).ToHaveTextAsync("🎉");
        await bob.SubmitAsync(".chip:has-text('🎉')");
        await Expect(bob.Said("We won").Locator(".reaction")).ToHaveTextAsync("🎉 1");
    }

    [Fact]
    public async Task A_reply_quotes_and_the_quote_leads_back()
    {
        var (ann, bob, _) = await TalkAsync("Tea or coffee?", "And when?");
        await bob.OpensAsync(ann);

        await bob.ActsOnAsync("Tea or coffee?");
        await bob.SubmitAsync("[data-reply]");
        await Expect(bob.Page.Locator("#composer-about")).ToContainTextAsync($"Reply to {ann.Name}");
        await bob.SubmitsAsync("Tea, please");

        var quote = bob.Said("Tea, please").Locator(".quote");
        await Expect(quote).ToContainTextAsync("Tea or coffee?");
        await Expect(bob.Page.Locator("#composer-about")).ToBeHiddenAsync();
        await quote.ClickAsync();
        await Expect(bob.Page.Locator(".message:target")).ToContainTextAsync("Tea or coffee?");
    }

    [Fact]
    public async Task Reading_is_said_with_a_button()
    {
        var (ann, bob, _) = await TalkAsync("One", "Two");
        await Expect(ann.Said("Two").Locator(".ticks")).ToHaveAttributeAsync("data-state", "sent");

        await bob.OpensAsync(ann);
        await Expect(bob.Page.Locator("#first-unread")).ToHaveTextAsync("2 new messages");
        await bob.SubmitAsync("button:text('Mark as read')");

        await Expect(bob.Page.Locator("#first-unread")).ToHaveCountAsync(0);
        await Expect(bob.Page.Locator(".chat-row .badge")).ToBeHiddenAsync();
        await Expect(bob.Page.Locator("button:text('Mark as read')")).ToHaveCountAsync(0);
        await ann.ReloadsAsync();
        await Expect(ann.Said("One").Locator(".ticks")).ToHaveAttributeAsync("data-state", "read");
        await Expect(ann.Said("Two").Locator(".ticks")).ToHaveAttributeAsync("data-state", "read");
    }

    [Fact]
    public async Task Links_lead_to_older_messages_and_back()
    {
        var (ann, _, _) = await TalkAsync([.. Enumerable.Range(1, 64).Select(i => $"Number {i}.")]);
        Assert.Equal(Numbers(15, 64), await ann.SeenTextsAsync());

        await ann.SubmitAsync("text=Earlier messages");
        Assert.Equal(Numbers(1, 14), await ann.SeenTextsAsync());
        await Expect(ann.Page.Locator("text=Earlier messages")).ToHaveCountAsync(0);

        await ann.SubmitAsync("a:text('Refresh')");
        Assert.Equal(Numbers(15, 64), await ann.SeenTextsAsync());
    }

    [Fact]
    public async Task Who_was_away_for_long_begins_where_they_stopped()
    {
        var (ann, bob, _) = await TalkAsync([.. Enumerable.Range(1, 64).Select(i => $"Number {i}.")]);
        await bob.OpensAsync(ann);
        Assert.Equal(Numbers(1, 50), await bob.SeenTextsAsync());
        await Expect(bob.Page.Locator("#first-unread + .message")).ToContainTextAsync("Number 1.");

        await bob.SubmitAsync("text=Later messages");

        Assert.Equal(Numbers(51, 64), await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task A_message_has_a_page_of_its_own()
    {
        var (ann, bob, chat) = await TalkAsync("Before", "The one", "After");
        var eve = await SomebodyAsync("Eve", WithoutJavaScript);
        eve.Expects("status of 404");

        await ann.ActsOnAsync("The one");
        await ann.SubmitAsync("text=Link to this message");
        var link = new Uri(ann.Page.Url).AbsolutePath;
        Assert.Matches($"^/chats/{chat}/messages/\\d+$", link);
        Assert.Equal(["Before", "The one", "After"], await ann.Page.EvalOnSelectorAllAsync<string[]>(".nearby .said > p:first-child", "all => all.map(p => p.textContent)"));

        await bob.GoesToAsync(link);
        await bob.Page.ClickAsync("text=Show in the chat");
        await Expect(bob.Page.Locator(".message:target")).ToContainTextAsync("The one");
        Assert.Equal(404, (await eve.GoesToAsync(link))!.Status);
    }

    [Fact]
    public async Task Too_long_a_text_stays_in_the_box_with_the_reason()
    {
        var (ann, _, _) = await TalkAsync();
        ann.Expects("status of 422");
        var text = new string('a', 8001);
        await ann.Page.FillAsync("#text", text);
        await ann.SubmitAsync(".composer-send");

        await Expect(ann.Page.Locator("#text-wrong")).ToContainTextAsync("8");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync(text);
        await Expect(ann.Messages).ToHaveCountAsync(0);

        await ann.SubmitsAsync("Shorter");
        Assert.Equal(["Shorter"], await ann.SeenTextsAsync());
    }

    [Fact]
    public async Task A_double_click_posts_once()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.Page.FillAsync("#text", "Only once");
        await LoseAnswerAsync(ann, ".composer-send");

        await ann.SubmitAsync(".composer-send");

        await ann.SeesAsync("Only once");
        await SaysAsync(bob, chat, "Got it");
        await ann.ReloadsAsync();
        Assert.Equal(["Only once", "Got it"], await ann.SeenTextsAsync());
    }

    /// <summary>Ann, with the chat open, and Bob, who has not seen it yet.</summary>
    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync(params string[] texts)
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var bob = await SomebodyAsync("Bob", WithoutJavaScript);
        var chat = await ChatAsync(ann, bob);
        foreach (var text in texts)
        {
            await SaysAsync(ann, chat, text);
        }

        await ann.GoesToAsync(chat);
        await bob.ReloadsAsync();
        return (ann, bob, chat);
    }

    /// <summary>Presses a button; the server does it, and its answer never arrives.</summary>
    static async Task LoseAnswerAsync(Person person, string button)
    {
        var done = new TaskCompletionSource();
        await person.Page.RouteAsync("**/chats/*", async route =>
        {
            await route.FetchAsync(new RouteFetchOptions { MaxRedirects = 0 });
            await route.AbortAsync(RequestAbortErrorCode.Aborted);
            done.SetResult();
        }, new PageRouteOptions { Times = 1 });
        await person.Page.DispatchEventAsync(button, "click");
        await done.Task;
    }

    static string[] Numbers(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(i => $"Number {i}.")];
}
