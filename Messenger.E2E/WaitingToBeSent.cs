using Messenger.Domain;
using Messenger.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What was written without a line goes out by itself, once and in its order, whatever page is open then.</summary>
public sealed class WaitingToBeSent(Chromium chromium, HeldServer server) : Story(chromium, server), IClassFixture<HeldServer>
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
        server.Around = (http, answer) => http.Request.Method == "POST" && http.Request.Path == $"/chats/{chat}" && cuts++ % 3 != 2 ? HeldServer.CutAsync(http, answer) : answer();

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
        server.Around = (http, answer) =>
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

    [Fact]
    public async Task All_that_waits_is_on_one_page_and_can_be_taken_back()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.KeepsAsync("/outbox");
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("Keep this");
        await ann.TypesAsync("Throw this away");
        await ann.GoesToAsync("/outbox");
        await Expect(ann.Page.Locator("#outbox .item")).ToHaveCountAsync(2);
        await Expect(ann.Page.Locator("#outbox .item").First).ToContainTextAsync(bob.Name);

        await ann.Page.ClickAsync("#outbox .item:has-text('Throw this away') button");
        await Expect(ann.Page.Locator("#outbox .item")).ToHaveCountAsync(1);
        await ann.Page.Context.SetOfflineAsync(false);

        await bob.SeesAsync("Keep this");
        await Expect(ann.Page.Locator("#nothing-waits")).ToBeVisibleAsync();
        Assert.Equal(["Keep this"], await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task What_is_refused_stays_with_the_reason()
    {
        var (ann, bob) = (await SomebodyAsync("Ann", WithWorker), await SomebodyAsync("Bob"));
        ann.Expects(ReadingOffline.LineErrors);
        var chat = await GroupAsync("Hikers", bob, ann);
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync("/outbox");
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("May I?");
        await Expect(ann.Queued("May I?")).ToBeVisibleAsync();
        await ann.GoesToAsync("/outbox");
        await Server.DoAsync(async (Members members) =>
        {
            await members.RemoveAsync(bob.Id, chat, ann.Id);
            return true;
        });

        await ann.Page.Context.SetOfflineAsync(false);

        await Expect(ann.Page.Locator("#outbox .reason")).ToContainTextAsync("you cannot write here any more");
        await ann.Page.ClickAsync("#outbox button");
        await Expect(ann.Page.Locator("#nothing-waits")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_account_at_the_same_browser_sends_nothing_of_mine()
    {
        var (ann, bob, chat) = await TalkAsync();
        ann.Expects("401|WebSocket.*Authentication failed");
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("From Ann alone");
        await Expect(ann.Queued("From Ann alone")).ToBeVisibleAsync();
        await Eventually.TrueAsync(() => ann.Page.EvaluateAsync<bool>(Waits));
        await ann.GoesToAsync("/offline");
        await using (var cookies = new Cookies(ann.Page.Context))
        {
            await cookies.BecomesAsync(bob.Page.Context);
            await ann.Page.Context.SetOfflineAsync(false);
            await ann.GoesToAsync(chat);
            await ann.SaysAsync("From Bob");
            await bob.SeesAsync("From Bob");
            await ann.GoesToAsync("/");
            await ann.IsLiveAsync();
            Assert.DoesNotContain(bob.Id, await AuthorsOfAsync(chat, "From Ann alone"));
        }

        await ann.GoesToAsync("/");

        await bob.SeesAsync("From Ann alone");
        Assert.Equal([ann.Id], await AuthorsOfAsync(chat, "From Ann alone"));
        Assert.Equal([bob.Id], await AuthorsOfAsync(chat, "From Bob"));
    }

    Task<List<int>> AuthorsOfAsync(int chat, string text) =>
        Server.DoAsync((MessengerDb db) => db.Messages.Where(message => message.ChatId == chat && message.Content == text).Select(message => message.SenderId).ToListAsync());

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

    const string Waits = """
        () => new Promise(done => indexedDB.open('MessengerDB').onsuccess = ({ target: { result: db } }) => {
          if (!db.objectStoreNames.contains('outbox')) return db.close(), indexedDB.deleteDatabase('MessengerDB'), done(false)
          db.transaction('outbox').objectStore('outbox').count().onsuccess = ({ target: { result } }) => { db.close(); done(result > 0) }
        })
        """;

    static async Task NothingWaitsAsync(Person person) => await Eventually.TrueAsync(async () =>
        await person.Page.EvaluateAsync<bool>("() => !Object.keys(localStorage).some(key => /^(unsent|files):/.test(key))") && !await person.Page.EvaluateAsync<bool>(Waits));

    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync()
    {
        server.Around = (_, answer) => answer();
        var (ann, bob) = (await SomebodyAsync("Ann", WithWorker), await SomebodyAsync("Bob"));
        ann.Expects(ReadingOffline.LineErrors);
        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync($"/chats/{chat}");
        await ann.KeepsAsync("/");
        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        return (ann, bob, chat);
    }

    /// <summary>Those of a browser, which has them back in the end.</summary>
    sealed class Cookies(IBrowserContext browser) : IAsyncDisposable
    {
        IReadOnlyList<BrowserContextCookiesResult> before = [];

        public async Task BecomesAsync(IBrowserContext other)
        {
            before = await browser.CookiesAsync();
            await TakeAsync(await other.CookiesAsync());
        }

        public async ValueTask DisposeAsync() => await TakeAsync(before);

        async Task TakeAsync(IEnumerable<BrowserContextCookiesResult> cookies)
        {
            await browser.ClearCookiesAsync();
            await browser.AddCookiesAsync(cookies.Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path }));
        }
    }
}
