using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>A reaction under a message is a button: it joins or takes back, and says who.</summary>
public sealed class ReactingByClick(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task One_joins_and_takes_back_and_sees_who()
    {
        var (ann, bob) = await TalkAsync("We won", "🎉");
        var (anns, bobs) = (ann.Said("We won").Locator(".reaction"), bob.Said("We won").Locator(".reaction"));
        await Expect(anns).ToHaveAttributeAsync("title", bob.Name);
        await Expect(anns).ToHaveAttributeAsync("aria-pressed", "false");

        await anns.ClickAsync();
        await Expect(bobs).ToHaveTextAsync("🎉 2");
        await Expect(bobs).ToHaveAttributeAsync("title", $"{bob.Name}, {ann.Name}");
        await Expect(anns).ToHaveAttributeAsync("aria-pressed", "true");

        await anns.ClickAsync();
        await Expect(bobs).ToHaveTextAsync("🎉 1");
        await Expect(anns).ToHaveAttributeAsync("title", bob.Name);
    }

    [Fact]
    public async Task The_right_button_opens_the_actions_and_a_double_click_answers()
    {
        var (ann, _) = await TalkAsync("We won");
        await ann.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var message = ann.Said("We won");

        await message.Locator(".said p").ClickAsync(new() { Button = MouseButton.Right });
        await ann.Page.ClickAsync("#sheet >> text=Copy text");
        await Expect(ann.Page.Locator("#sheet >> text=Copied")).ToBeVisibleAsync();
        Assert.Equal("We won", await ann.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await ann.Page.ClickAsync("#sheet >> text=Link to this message");
        await Expect(ann.Page.Locator("#sheet >> text=Copied")).ToHaveCountAsync(2);
        Assert.Matches("^http.*/chats/[0-9]+/messages/[0-9]+$", await ann.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await ann.Page.Keyboard.PressAsync("Escape");

        await message.Locator(".meta").DblClickAsync();
        await Expect(ann.Page.Locator("#composer-about")).ToContainTextAsync("We won");
        await Expect(ann.Page.Locator("#text")).ToBeFocusedAsync();
        await ann.SaysAsync("Indeed");
        await Expect(ann.Said("Indeed").Locator(".quote")).ToContainTextAsync("We won");
    }

    [Fact]
    public async Task By_keyboard_the_focus_stays_where_it_was_or_near()
    {
        var (ann, bob) = await TalkAsync("We won", "👍", "🎉");
        var second = ann.Said("We won").Locator(".reaction").Nth(1);
        await second.FocusAsync();

        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(bob.Said("We won").Locator(".reaction").Nth(1)).ToHaveTextAsync("🎉 2");
        await Expect(second).ToBeFocusedAsync();
        await bob.Said("We won").Locator(".reaction").Nth(0).ClickAsync();
        await Expect(ann.Said("We won").Locator(".reaction")).ToHaveTextAsync(["🎉 2"]);
        await Expect(ann.Said("We won").Locator(".reaction")).ToBeFocusedAsync();

        await bob.Said("We won").Locator(".reaction").ClickAsync();
        await Expect(ann.Said("We won").Locator(".reaction")).ToHaveTextAsync(["🎉 1"]);
        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(ann.Said("We won").Locator(".reaction")).ToHaveCountAsync(0);
        await Expect(ann.Said("We won").Locator(".more")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_is_refused_is_said_in_the_sheet_as_a_sentence()
    {
        var (ann, _) = await TalkAsync("We won");
        ann.Expects("status of 409");
        await ann.ActsOnAsync("We won");
        await DeleteAsync(ann, "We won");
        await Expect(ann.Page.Locator(".message.deleted")).ToBeVisibleAsync();

        await ann.Page.Locator("#sheet form.emoji button").First.ClickAsync();

        await Expect(ann.Page.Locator("#sheet #notice")).ToHaveTextAsync("This message is deleted.");
    }

    [Fact]
    public async Task The_sheet_says_who_for_those_who_cannot_point()
    {
        var (ann, bob) = await TalkAsync("We won", "🎉");

        await ann.ActsOnAsync("We won");

        var reacted = ann.Page.Locator("#sheet section:has(#reacted)");
        await Expect(reacted).ToContainTextAsync("🎉");
        await reacted.GetByText(bob.Name).ClickAsync();
        await ann.ArrivesAsync($"/people/{bob.Id}$");
    }

    [Fact]
    public async Task Without_scripts_it_is_a_form()
    {
        var (_, bob) = await TalkAsync("We won", "🎉");
        var carl = await SomebodyAsync("Carl", WithoutJavaScript);
        var chat = int.Parse(bob.Page.Url.Split('/')[^1]);
        await Server.DoAsync(async (Members members) =>
        {
            await members.AddAsync(bob.Id, chat, carl.Id);
            return true;
        });
        await carl.GoesToAsync($"/chats/{chat}");

        await carl.SubmitAsync(".reaction");
        await Expect(carl.Said("We won").Locator(".reaction")).ToHaveTextAsync("🎉 2");
        await Expect(bob.Said("We won").Locator(".reaction")).ToHaveAttributeAsync("title", $"{bob.Name}, {carl.Name}");
        await carl.SubmitAsync(".reaction");
        await Expect(carl.Said("We won").Locator(".reaction")).ToHaveTextAsync("🎉 1");
    }

    /// <summary>As its author does on another device.</summary>
    async Task DeleteAsync(Person author, string text)
    {
        var id = int.Parse((await author.Said(text).GetAttributeAsync("id"))!["message-".Length..]);
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(author.Id, id));
    }

    /// <summary>Bob's group, with Ann in it and a message to which Bob has reacted.</summary>
    async Task<(Person Ann, Person Bob)> TalkAsync(string text, params string[] emoji)
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await GroupAsync("Winners", bob, ann);
        var said = await SaysAsync(ann, chat, text);
        foreach (var one in emoji)
        {
            await Server.DoAsync((Messages messages) => messages.ReactAsync(bob.Id, said.Id, one));
        }

        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        return (ann, bob);
    }
}
