using Messenger.Domain;
using Messenger.Tests;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>The messenger is replaced by a newer one while pages are open: nothing changes under them until somebody says so.</summary>
public sealed class TwoBuilds(Chromium chromium, Server server) : Story(chromium, server)
{
    const string BuildOfWorker = "async () => (await caches.keys()).filter(name => name.startsWith('files:')).join()";

    [Fact]
    public async Task An_open_page_offers_the_reload_and_the_worker_waits_for_it()
    {
        var (ann, bob, chat) = await TalkAsync();
        var tab = await ann.Page.Context.NewPageAsync();
        await tab.GotoAsync("/");
        await Expect(tab.Locator("html[data-line=here]")).ToHaveCountAsync(1);
        await ann.Page.FillAsync("#text", "Not finished");

        await ReplaceAsync("newer", ann, bob);

        await Expect(ann.Page.Locator("#outdated")).ToContainTextAsync("There is a new version.");
        await ann.Page.UntilAsync("async () => (await navigator.serviceWorker.getRegistration()).waiting !== null");
        Assert.NotEqual("newer", await ann.Page.GetAttributeAsync("body", "data-build"));
        var loads = 0;
        ann.Page.DOMContentLoaded += (_, _) => loads++;
        await ann.Page.ClickAsync("[data-reload]");

        await Expect(ann.Page.Locator("body[data-build=newer]")).ToHaveCountAsync(1);
        await ann.IsLiveAsync();
        await Expect(ann.Page.Locator("#outdated > *")).ToHaveCountAsync(0);
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Not finished");
        Assert.Contains("files:newer", await ann.Page.EvaluateAsync<string>(BuildOfWorker));
        Assert.Equal(1, loads);
        // The other tab is asked as well, and is not reloaded by the first one's click.
        await Expect(tab.Locator("#outdated")).ToContainTextAsync("There is a new version.");
        await Expect(tab.Locator("body[data-build=newer]")).ToHaveCountAsync(0);
        await ann.SaysAsync("Finished");
        await bob.SeesAsync("Finished");
    }

    [Fact]
    public async Task An_old_page_attaches_with_the_module_of_its_own_build_or_says_that_it_cannot()
    {
        var (ann, bob, _) = await TalkAsync();
        bob.Expects("404|Failed to fetch dynamically");

        await ReplaceAsync("newer still", ann, bob);

        // Bob has no worker: his page gets nothing rather than what does not fit it, and is offered the reload.
        await bob.AttachesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Hello"u8.ToArray() });
        await Expect(bob.Page.Locator("#outdated [data-reload]")).ToBeVisibleAsync();
        await Expect(bob.Chosen).ToHaveCountAsync(0);
        await bob.Page.ClickAsync("[data-reload]");
        await Expect(bob.Page.Locator("body[data-build='newer still']")).ToHaveCountAsync(1);
        await bob.AttachesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Hello"u8.ToArray() });
        await Expect(bob.Chosen).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_page_kept_by_the_older_build_is_whole_without_a_line()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.KeepsAsync("/");
        await ReplaceAsync("newest", ann, bob);
        await ann.Page.UntilAsync("async () => (await navigator.serviceWorker.getRegistration()).waiting !== null");
        await ann.Page.ClickAsync("[data-reload]");
        await Expect(ann.Page.Locator("body[data-build=newest]")).ToHaveCountAsync(1);
        await ann.IsLiveAsync();
        await ann.Page.Context.SetOfflineAsync(true);

        await ann.GoesToAsync("/");

        await Expect(ann.Page.Locator("body:not([data-build=newest])")).ToHaveCountAsync(1);
        await Expect(ann.Page.Locator("#notice")).ToContainTextAsync("This is how it was");
        await Expect(ann.Page.Locator(".app")).ToHaveCSSAsync("display", "grid");
        await ann.GoesToAsync($"/chats/{chat}");
        await Expect(ann.Page.Locator("body[data-build=newest]")).ToHaveCountAsync(1);
    }

    /// <summary>What a restart is to pages: their lines are cut, and another build answers when they come back.</summary>
    async Task ReplaceAsync(string build, params Person[] people)
    {
        var ids = people.Select(person => person.Id).ToList();
        var sessions = await Server.DoAsync((MessengerDb db) => db.Set<Session>().Where(session => ids.Contains(session.UserId)).Select(session => session.Id).ToListAsync());
        await Server.DoAsync((Build running) => Task.FromResult(running.Id = build));
        await Server.DoAsync((PageConnections open) =>
        {
            open.End(sessions);
            return Task.FromResult(true);
        });
    }

    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync()
    {
        var (ann, bob) = (await SomebodyAsync("Ann", WithWorker), await SomebodyAsync("Bob"));
        foreach (var person in new[] { ann, bob })
        {
            person.Expects(ReadingOffline.LineErrors);
        }

        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync($"/chats/{chat}");
        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        return (ann, bob, chat);
    }
}
