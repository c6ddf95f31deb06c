using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What was written without a line goes out by itself, once and in its order, whatever page is open then.</summary>
public sealed class WaitingToBeSent(Chromium chromium, HeldServer server) : UnsentStory(chromium, server)
{
    [Fact]
    public async Task Twenty_messages_over_two_reloads_and_two_tabs_arrive_once_and_in_order()
    {
        var (ann, bob, chat) = await TalkAsync();
        var tab = await ann.Page.Context.NewPageAsync();
        await tab.GotoAsync($"/chats/{chat}");
        await Expect(tab.Locator("html[data-line=here]")).ToHaveCountAsync(1);
        await ann.Page.Context.SetOfflineAsync(true);
        for (var n = 1; n <= 20; n++)
        {
            var page = n is > 5 and <= 15 ? tab : ann.Page;
            if (n is 4 or 13)
            {
                await page.ReloadAsync();
            }

            await page.FillAsync("#text", $"number {n}.");
            await page.PressAsync("#text", "Enter");
            await Expect(page.Locator(".queued", new() { HasText = $"number {n}." })).ToBeVisibleAsync();
        }

        await ann.Page.Context.SetOfflineAsync(false);

        await bob.SeesAsync("number 20.");
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"number {n}."), await bob.SeenTextsAsync());
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        await Expect(tab.Locator(".queued")).ToHaveCountAsync(0);
        await NothingWaitsAsync(ann);
    }

    [Fact]
    public async Task From_any_page_and_the_list_says_where_something_waits()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("First");
        await ann.TypesAsync("Second");
        await ann.GoesToAsync("/");
        await Expect(ann.Page.Locator($"#chat-{chat} .unsent")).ToHaveCountAsync(1);

        await ann.Page.Context.SetOfflineAsync(false);

        await bob.SeesAsync("Second");
        Assert.Equal(["First", "Second"], await bob.SeenTextsAsync());
        await Expect(ann.Page.Locator(".unsent")).ToHaveCountAsync(0);
        await NothingWaitsAsync(ann);
    }

    [Fact]
    public async Task Answers_that_are_lost_while_the_worker_sends_double_nothing()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.Page.Context.SetOfflineAsync(true);
        foreach (var n in Enumerable.Range(1, 8))
        {
            await ann.TypesAsync($"number {n}.");
        }

        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(8);
        await ann.GoesToAsync("/");
        var cuts = 0;
        Held.Around = (http, answer) => http.Request.Method == "POST" && http.Request.Path == $"/chats/{chat}" && cuts++ % 3 != 2 ? HeldServer.CutAsync(http, answer) : answer();

        await ann.Page.Context.SetOfflineAsync(false);
        // Each time something is cut it is tried again some seconds later; who looks at the page again does not wait for that.
        await Eventually.TrueAsync(async () =>
        {
            await ann.LooksAgainAsync();
            return await ann.Page.EvaluateAsync<bool>("() => !Object.keys(localStorage).some(key => key.startsWith('unsent:'))");
        });

        Assert.True(cuts > 8, $"Only {cuts} were sent.");
        await bob.SeesAsync("number 8.");
        Assert.Equal(Enumerable.Range(1, 8).Select(n => $"number {n}."), await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task A_token_that_is_too_old_is_asked_for_anew_and_a_busy_server_is_given_time()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("First");
        await ann.TypesAsync("Second");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(2);
        await ann.GoesToAsync("/");
        Queue<int> statuses = new([400, 503, 429]);
        Held.Around = (http, answer) =>
        {
            if (http.Request.Method != "POST" || http.Request.Path != $"/chats/{chat}" || !statuses.TryDequeue(out var status))
            {
                return answer();
            }

            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        };

        await ann.Page.Context.SetOfflineAsync(false);

        await bob.SeesAsync("Second");
        Assert.Equal(["First", "Second"], await bob.SeenTextsAsync());
        Assert.Empty(statuses);
        await NothingWaitsAsync(ann);
    }

    /// <summary>That is no answer to who is logged in: nobody would look after what waits any more.</summary>
    [Fact]
    public async Task A_server_that_is_away_or_busy_when_it_is_asked_who_sends_is_asked_again()
    {
        var (ann, bob, _) = await TalkAsync();
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("First");
        await Expect(ann.Queued("First")).ToBeVisibleAsync();
        await ann.GoesToAsync("/");
        var (isAway, asked) = (true, 0);
        Held.Around = (http, answer) =>
        {
            if (http.Request.Path != "/form-token" || !isAway)
            {
                return answer();
            }

            http.Response.StatusCode = asked++ % 2 == 0 ? 503 : 429;
            return Task.CompletedTask;
        };

        await ann.Page.Context.SetOfflineAsync(false);
        // Once for the network that is back and once for the line; after that only because it is tried again.
        await Eventually.TrueAsync(() => asked > 2);
        isAway = false;

        await bob.SeesAsync("First");
        await NothingWaitsAsync(ann);
    }

    [Fact]
    public async Task A_chat_of_which_nothing_can_go_holds_up_no_other()
    {
        var (ann, bob, chat) = await TalkAsync();
        var carl = await WithAccountAsync("Carl");
        var other = await ChatAsync(ann, carl);
        await carl.GoesToAsync(other);
        await ann.GoesToAsync(other);
        await ann.KeepsAsync($"/chats/{other}");
        await ann.GoesToAsync(chat);
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("For Bob");
        await Expect(ann.Queued("For Bob")).ToBeVisibleAsync();
        await ann.GoesToAsync($"/chats/{other}");
        await ann.TypesAsync("For Carl");
        await Expect(ann.Queued("For Carl")).ToBeVisibleAsync();
        await ann.GoesToAsync("/");
        Held.Around = (http, answer) =>
        {
            if (http.Request.Method != "POST" || http.Request.Path != $"/chats/{chat}")
            {
                return answer();
            }

            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };

        await ann.Page.Context.SetOfflineAsync(false);

        await carl.SeesAsync("For Carl");
        Assert.Empty(await bob.SeenTextsAsync());
        Held.Around = (_, answer) => answer();
        await bob.SeesAsync("For Bob");
        await NothingWaitsAsync(ann);
    }

    [Fact]
    public async Task After_the_clock_was_set_back_all_of_it_still_goes_in_its_order()
    {
        var (ann, bob, _) = await TalkAsync();
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("First");
        await Expect(ann.Queued("First")).ToBeVisibleAsync();
        await ann.Page.EvaluateAsync("""
            () => {
              for (const key of Object.keys(localStorage)) {
                if (!key.startsWith('unsent:')) continue
                const entry = JSON.parse(localStorage[key])
                localStorage[key] = JSON.stringify({ ...entry, at: entry.at + 3_600_000 })
              }
            }
            """);
        await ann.ReloadsAsync();
        await ann.TypesAsync("Second");
        await Expect(ann.Queued("Second")).ToBeVisibleAsync();
        await ann.ReloadsAsync();
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(2);

        await ann.Page.Context.SetOfflineAsync(false);

        await bob.SeesAsync("First");
        await bob.SeesAsync("Second");
        Assert.Equal(["First", "Second"], await bob.SeenTextsAsync());
    }

    /// <summary>A text is put into the message field to be edited, and in a chat without one it would be lost.</summary>
    [Fact]
    public async Task Where_there_is_no_message_field_it_stays_and_cannot_be_edited()
    {
        var (ann, bob, _) = await TalkAsync();
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("Still here");
        await Expect(ann.Queued("Still here")).ToBeVisibleAsync();
        await bob.Page.GotoAsync("about:blank");
        await Server.DoAsync(async (Domain.ManagedPeople people) =>
        {
            await people.DeleteAsync(Domain.Actor.CommandLine, bob.Id, withMessages: false);
            return true;
        });
        await Server.DoAsync(async (Domain.Departures departures) =>
        {
            await departures.FinishAsync(bob.Id);
            return true;
        });

        await ann.Page.Context.SetOfflineAsync(false);
        await ann.ReloadsAsync();

        await Expect(ann.Queued("Still here").Locator("[name=again]")).ToBeVisibleAsync();
        await Expect(ann.Page.Locator("#composer, .queued button[name=edit]")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_photo_waits_over_a_reload_and_is_sent_by_its_page_or_by_the_worker(bool byPage)
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.KeepsAsync("/chats/attaching");
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.ReloadsAsync();
        await ann.AttachesAsync(new FilePayload { Name = "harbour.jpg", MimeType = "image/jpeg", Buffer = Pictures.Photo() });
        await Expect(ann.Chosen).ToHaveCountAsync(1);
        await ann.TypesAsync("Look at this");
        await Expect(ann.Queued("Look at this")).ToContainTextAsync("harbour.jpg");
        await Eventually.TrueAsync(() => ann.Page.EvaluateAsync<bool>(Waits));
        await ann.ReloadsAsync();
        await Expect(ann.Queued("Look at this")).ToContainTextAsync("harbour.jpg");
        if (!byPage)
        {
            await ann.GoesToAsync("/");
        }

        await ann.Page.Context.SetOfflineAsync(false);

        await Expect(bob.Said("Look at this").Locator("img").Last).ToBeVisibleAsync();
        Assert.Equal(["Look at this"], await bob.SeenTextsAsync());
        await NothingWaitsAsync(ann);
        await ann.GoesToAsync(chat);
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
    }

    /// <summary>The page that says so is for who wants to see one; a script would take it for what it asked for.</summary>
    [Fact]
    public async Task What_is_not_kept_is_not_answered_by_a_page_that_says_so()
    {
        var (ann, _, _) = await TalkAsync();
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.Page.EvaluateAsync("async () => { for (const name of await caches.keys()) await (await caches.open(name)).delete('/chats/attaching') }");

        Assert.Equal("failed", await ann.Page.EvaluateAsync<string>("() => fetch('/chats/attaching').then(answer => answer.url, () => 'failed')"));
    }

    /// <summary>Safari and Firefox refuse it in private windows; a full disk refuses what is put in.</summary>
    [Theory]
    [InlineData("indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }")]
    [InlineData("IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = function () { queueMicrotask(() => this.transaction.abort()); return this.count() }")]
    [InlineData("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")]
    public async Task Without_a_place_to_keep_it_the_open_page_sends_all_the_same(string broken)
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.Page.AddInitScriptAsync(broken);
        await ann.GoesToAsync(chat);
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.AttachesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Hello"u8.ToArray() });
        await Expect(ann.Chosen).ToHaveCountAsync(1);
        await ann.TypesAsync("With a file");
        await ann.TypesAsync("A text");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(2);

        await ann.Page.Context.SetOfflineAsync(false);

        await bob.SeesAsync("A text");
        await bob.SeesAsync("With a file");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
    }
}
