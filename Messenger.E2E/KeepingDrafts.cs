using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What is begun and not sent is there again, with what it answers.</summary>
public sealed class KeepingDrafts(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task A_reply_is_still_one_after_a_reload()
    {
        var (ann, bob, chat) = await TalkAsync("Who keeps the keys?");
        await ann.AnswersAsync("Who keeps the keys?");
        await ann.ReloadsAsync();
        await Expect(ann.Page.Locator("#composer-about")).ToContainTextAsync($"Reply to {bob.Name}");
        await ann.Page.FillAsync("#text", "I can");

        await ann.GoesToAsync("/");
        await ann.GoesToAsync(chat);
        await Expect(ann.Page.Locator("#composer-about")).ToContainTextAsync("Who keeps the keys?");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("I can");
        await ann.Page.PressAsync("#text", "Enter");
        await Expect(bob.Said("I can").Locator(".quote")).ToContainTextAsync("Who keeps the keys?");

        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        await Expect(ann.Page.Locator("#composer-about")).ToBeHiddenAsync();
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_reply_that_was_let_go_of_stays_gone()
    {
        var (ann, _, _) = await TalkAsync("Who keeps the keys?");
        await ann.AnswersAsync("Who keeps the keys?");
        await ann.Page.FillAsync("#text", "Something else");
        await ann.Page.PressAsync("#text", "Escape");

        await ann.ReloadsAsync();

        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Something else");
        await Expect(ann.Page.Locator("#composer-about")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Two_tabs_do_not_erase_each_others()
    {
        var (ann, bob, chat) = await TalkAsync();
        var tab = await ann.Page.Context.NewPageAsync();
        await tab.GotoAsync($"/chats/{chat}");
        await ann.Page.FillAsync("#text", "From the first");
        await tab.FillAsync("#text", "From the second");

        await ann.Page.PressAsync("#text", "Enter");
        await bob.SeesAsync("From the first");
        await tab.ReloadAsync();
        await Expect(tab.Locator("#text")).ToHaveValueAsync("From the second");

        await ann.Page.FillAsync("#text", "The first again");
        await tab.PressAsync("#text", "Enter");
        await bob.SeesAsync("From the second");
        await ann.ReloadsAsync();
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("The first again");
    }

    [Fact]
    public async Task Who_comes_back_in_another_tab_finds_the_last_one()
    {
        var (ann, _, chat) = await TalkAsync("Who keeps the keys?");
        await ann.AnswersAsync("Who keeps the keys?");
        await ann.Page.FillAsync("#text", "Not finished");
        var tab = await ann.Page.Context.NewPageAsync();
        await ann.Page.CloseAsync();

        await tab.GotoAsync($"/chats/{chat}");

        await Expect(tab.Locator("#text")).ToHaveValueAsync("Not finished");
        await Expect(tab.Locator("#composer-about")).ToContainTextAsync("Who keeps the keys?");
    }

    /// <summary>A slow line brings a page before its scripts.</summary>
    [Fact]
    public async Task What_is_typed_before_the_scripts_have_come_stays_and_goes_after_what_was_begun()
    {
        var (ann, _, chat) = await TalkAsync();
        await TypesBeforeScriptsAsync(ann, chat, "I was first");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("I was first");
        await ann.ReloadsAsync();
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("I was first");

        // Known to this device only.
        await ann.HasSavedAsync("I was first");
        ann.Expects("Failed to load|dynamically imported");
        await ann.Page.RouteAsync("**/lib/drafts.js*", route => route.AbortAsync());
        await ann.ReloadsAsync();
        await ann.Page.FillAsync("#text", "I was first, and late");
        await TypesBeforeScriptsAsync(ann, chat, "I was first once more");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("I was first, and late once more");
        await TypesBeforeScriptsAsync(ann, chat, "and so on");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("I was first, and late once more\nand so on");
    }

    [Fact]
    public async Task On_a_page_from_memory_what_was_saved_since_is_there_and_what_was_sent_since_is_not()
    {
        var (ann, bob) = (await SomebodyAsync("Ann", WithWorker), await SomebodyAsync("Bob"));
        ann.Expects(ReadingOffline.LineErrors);
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(bob, chat, "When?");
        await Server.DoAsync((Domain.Drafts drafts) => drafts.SaveAsync(ann.Id, chat, "At sev"));
        await bob.GoesToAsync(chat);
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync($"/chats/{chat}");
        await ann.Said("When?").Locator(".meta").DblClickAsync();
        await Expect(ann.Page.Locator("#composer-about")).ToContainTextAsync("When?");
        await ann.Page.Locator("#text").PressSequentiallyAsync("en");
        await ann.HasSavedAsync("At seven");

        await ann.Page.Context.SetOfflineAsync(true);
        await ann.ReloadsAsync();
        await Expect(ann.Page.Locator("html[data-kept] #text")).ToHaveValueAsync("At seven");
        await ann.Page.PressAsync("#text", "Enter");
        await Expect(ann.Queued("At seven")).ToBeVisibleAsync();
        await ann.Page.Context.SetOfflineAsync(false);
        await bob.SeesAsync("At seven");
        await Expect(bob.Said("At seven").Locator(".quote")).ToContainTextAsync("When?");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);

        await ann.Page.Context.SetOfflineAsync(true);
        await ann.ReloadsAsync();
        await Expect(ann.Page.Locator("html[data-kept] #text")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_refused_reply_is_edited_as_a_reply()
    {
        var (ann, bob, _) = await TalkAsync("Who keeps the keys?");
        ann.Expects("422");
        await ann.AnswersAsync("Who keeps the keys?");
        await ann.TypesAsync(new string('x', 8001));
        await ann.Page.ClickAsync(".failed [name=edit]");

        await Expect(ann.Page.Locator("#composer-about")).ToContainTextAsync("Who keeps the keys?");
        await ann.SaysAsync("I can");
        await Expect(bob.Said("I can").Locator(".quote")).ToContainTextAsync("Who keeps the keys?");
    }

    /// <summary>Safari and Firefox refuse the use of storage itself; a full one refuses what is written.</summary>
    [Theory]
    [InlineData("{ Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } }); window.BroadcastChannel = undefined }")]
    [InlineData("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")]
    public async Task Without_storage_all_else_goes_on(string broken)
    {
        var (ann, bob, chat) = await TalkAsync("Are you there?");
        await ann.Page.AddInitScriptAsync($"for (const name of ['localStorage', 'sessionStorage']) {broken}");
        await ann.GoesToAsync(chat);

        await ann.SaysAsync("One");
        await ann.SaysAsync("Two");
        await bob.SeesAsync("Two");
        await ann.AnswersAsync("Are you there?");
        await ann.SaysAsync("Three");
        await Expect(bob.Said("Three").Locator(".quote")).ToContainTextAsync("Are you there?");
        await Expect(bob.Said("Are you there?").Locator(".ticks")).ToHaveAttributeAsync("data-state", "read");
        await ann.AttachesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Hello"u8.ToArray() });
        await ann.TypesAsync("Four");
        await Expect(bob.Said("Four").Locator(".file")).ToContainTextAsync("notes.txt");
        Assert.Equal(["Are you there?", "One", "Two", "Three", "Four"], await bob.SeenTextsAsync());
    }

    static async Task TypesBeforeScriptsAsync(Person person, int chat, string text)
    {
        var scripts = new Regex("/lib/app\\.[^/]*js");
        var isTyped = new TaskCompletionSource();
        await person.Page.RouteAsync(scripts, async route =>
        {
            await isTyped.Task;
            await route.ContinueAsync();
        });
        await person.Page.GotoAsync($"/chats/{chat}", new() { WaitUntil = WaitUntilState.Commit });
        await person.Page.FillAsync("#text", text);
        isTyped.SetResult();
        await person.IsLiveAsync();
        await person.Page.UnrouteAsync(scripts);
    }

    /// <summary>Bob has said this, and both look at it.</summary>
    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync(params string[] texts)
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        foreach (var text in texts)
        {
            await SaysAsync(bob, chat, text);
        }

        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        return (ann, bob, chat);
    }
}
