using Messenger.Domain;
using Messenger.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What waits to be sent is all on one page, for whoever wrote it and nobody else.</summary>
public sealed class KnowingWhatWaits(Chromium chromium, HeldServer server) : UnsentStory(chromium, server)
{
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
