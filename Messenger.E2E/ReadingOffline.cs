using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Without a line there is still what was read here last, and it says of when it is.</summary>
public sealed class ReadingOffline(Chromium chromium, HeldServer server) : Story(chromium, server), IClassFixture<HeldServer>
{
    /// <summary>Whether the database of the page has this of a message.</summary>
    const string Heard = """
        text => new Promise(done => {
          const asked = indexedDB.open('MessengerDB', 1)
          // Only looked at: where there is none, none is made.
          asked.onupgradeneeded = () => asked.transaction.abort()
          asked.onerror = () => done(false)
          asked.onsuccess = ({ target: { result: db } }) => {
            db.transaction('messages').objectStore('messages').getAll().onsuccess = ({ target: { result } }) => {
              db.close()
              done(result.some(row => row.fragment.includes(text)))
            }
          }
        })
        """;

    public const string LineErrors = "Failed to fetch|ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource|signal is aborted|htmx:error|ERR_FAILED";

    [Fact]
    public async Task A_chat_and_the_list_are_there_after_a_reload_and_say_of_when_they_are()
    {
        var (ann, chat) = await ReaderAsync("Are you there?");

        await ann.Page.Context.SetOfflineAsync(true);
        await ann.ReloadsAsync();

        await ann.SeesAsync("Are you there?");
        await Expect(ann.Page.Locator("#notice")).ToContainTextAsync(new Regex("No connection. This is how it was: .*20"));
        await ann.GoesToAsync("/");
        await Expect(ann.Page.Locator($"#chat-{chat}")).ToContainTextAsync("Are you there?");
        await Expect(ann.Page.Locator("#notice")).ToContainTextAsync("This is how it was");
        await ann.Page.Context.SetOfflineAsync(false);
        await Expect(ann.Page.Locator("#notice")).ToBeHiddenAsync();
        await ann.IsLiveAsync();

        // What is there when the line is lost again is not of then.
        server.CutLines();
        await Expect(ann.Page.Locator("#notice")).ToHaveTextAsync("No connection. Trying again…");
    }

    [Fact]
    public async Task What_is_not_kept_says_so_and_leads_back()
    {
        var (ann, _) = await ReaderAsync("Are you there?");
        await ann.Page.Context.SetOfflineAsync(true);

        await ann.GoesToAsync("/settings");

        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync("No connection");
        await ann.Page.ClickAsync("a:has-text('Chats')");
        await Expect(ann.Page.Locator(".chat-row")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_page_that_is_too_slow_is_shown_as_it_was()
    {
        var (ann, chat) = await ReaderAsync("Are you there?");
        var answer = new TaskCompletionSource();
        server.Around = async (http, go) =>
        {
            await (http.Request.Path == $"/chats/{chat}" ? answer.Task : Task.CompletedTask);
            await go();
        };

        await ann.ReloadsAsync();

        await ann.SeesAsync("Are you there?");
        await Expect(ann.Page.Locator("html")).ToHaveAttributeAsync("data-kept", new Regex("^20"));
        // Its line to the server comes up, and then it is no longer of then.
        await ann.IsLiveAsync();
        await Expect(ann.Page.Locator("#notice")).ToBeHiddenAsync();
        answer.SetResult();
    }

    [Fact]
    public async Task What_was_heard_on_another_page_is_there_and_an_edit_and_a_deletion_too()
    {
        var (ann, bob, chat) = await TalkAsync("Are you there?");
        var (gone, other) = (await SaysAsync(bob, chat, "Said in vain"), await SaysAsync(bob, chat, "Heard"));
        await ann.GoesToAsync("/search");
        await ann.IsLiveAsync();
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(bob.Id, gone.Id));
        await Server.DoAsync((Messages messages) => messages.EditAsync(bob.Id, other.Id, "Heard elsewhere"));
        await ann.Page.UntilAsync(Heard, "Message deleted");
        await ann.Page.UntilAsync(Heard, "Heard elsewhere");
        await ann.Page.Context.SetOfflineAsync(true);

        await ann.GoesToAsync($"/chats/{chat}");

        await ann.SeesAsync("Heard elsewhere");
        await Expect(ann.Messages.Locator(".said > p")).ToHaveTextAsync(["Are you there?", "Message deleted", "Heard elsewhere"]);
        await Expect(ann.Page.Locator($"#chat-{chat}")).ToContainTextAsync("Heard elsewhere");
    }

    [Fact]
    public async Task What_lies_behind_a_hole_is_not_shown()
    {
        var (ann, bob, chat) = await TalkAsync("Are you there?");
        await ann.GoesToAsync("/offline");
        await SaysAsync(bob, chat, "While nobody heard");
        await ann.GoesToAsync("/search");
        await ann.IsLiveAsync();
        await SaysAsync(bob, chat, "Heard again");
        await ann.Page.UntilAsync(Heard, "Heard again");
        await ann.Page.Context.SetOfflineAsync(true);

        await ann.GoesToAsync($"/chats/{chat}");

        await Expect(ann.Page.Locator($"#chat-{chat}")).ToContainTextAsync("Heard again");
        await Expect(ann.Messages.Locator(".said > p")).ToHaveTextAsync(["Are you there?"]);
    }

    [Fact]
    public async Task Nothing_is_kept_but_my_own_pages()
    {
        var (ann, chat) = await ReaderAsync("Are you there?");
        await ann.GoesToAsync($"/chats/{chat}?around=1");
        await ann.GoesToAsync("/settings");
        await ann.GoesToAsync("/search?q=bob");
        ann.Expects("404");
        await ann.GoesToAsync("/chats/999999");
        await ann.GoesToAsync($"/chats/{chat}/changes?after=0");
        await ann.GoesToAsync("/lib/uploads.js");
        await ann.GoesToAsync("/account/login");
        await ann.ArrivesAsync("/$");

        var pages = (await ann.KeptAsync()).Where(kept => kept.StartsWith("pages:")).Select(kept => kept[(kept.LastIndexOf(' ') + 1)..]);

        Assert.DoesNotContain(await ann.KeptAsync(), kept => kept.EndsWith("/lib/uploads.js"));
        Assert.Equal(["/", $"/chats/{chat}", "/chats/attaching", "/outbox"], pages.Where(path => !path.StartsWith("/me/")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_many_chats_the_thirty_that_were_opened_last_are_kept()
    {
        var (ann, first) = await ReaderAsync("Are you there?");
        for (var n = 1; n <= 30; n++)
        {
            var chat = await GroupAsync($"Group {n}", ann);
            await ann.GoesToAsync($"/chats/{chat}");
            await ann.KeepsAsync($"/chats/{chat}");
        }

        await ann.Page.UntilAsync("async path => await caches.match(path) === undefined", $"/chats/{first}");
        Assert.Equal(30, (await ann.KeptAsync()).Count(kept => Regex.IsMatch(kept, "/chats/\\d+$")));
    }

    /// <summary>Ann, in a chat where Bob has said this, once it is kept.</summary>
    async Task<(Person Ann, int Chat)> ReaderAsync(string text) => await TalkAsync(text) is var (ann, _, chat) ? (ann, chat) : default;

    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync(string text)
    {
        server.Around = (_, answer) => answer();
        var (ann, bob) = (await SomebodyAsync("Ann", WithWorker), await SomebodyAsync("Bob"));
        ann.Expects(LineErrors);
        bob.Expects(LineErrors);
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(bob, chat, text);
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync($"/chats/{chat}");
        await ann.KeepsAsync("/");
        return (ann, bob, chat);
    }
}
