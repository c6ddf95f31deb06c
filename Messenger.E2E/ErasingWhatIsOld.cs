using Messenger.Domain;
using Messenger.Tests;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>An admin says for how long messages are kept, and people see what becomes of the older ones.</summary>
public sealed class ErasingWhatIsOld(Chromium chromium, Server server) : Story(chromium, server), IAsyncLifetime
{
    // What one story sets is not for the next one.
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await Server.DoAsync(async (SettingsEditor editor) =>
        {
            await editor.SaveAsync(Actor.CommandLine, new Dictionary<string, string?> { [nameof(ServerSettings.RetentionDays)] = null });
            return true;
        });
        await DisposeAsync();
    }

    [Fact]
    public async Task Is_asked_for_by_an_admin_and_seen_at_once_by_everybody()
    {
        var (ann, bob, axe) = (await AdminAsync("Ann"), await SomebodyAsync("Bob", Phone), new AxeCheck());
        var chat = await ChatAsync(ann, bob);
        var old = await OldAsync(ann, chat, "Long ago");
        await Server.DoAsync((Messages messages) => messages.PinAsync(ann.Id, old.Id, true));
        await Server.DoAsync((Messages messages) => messages.PostAsync(bob.Id, chat, "I remember", replyTo: old.Id));
        await bob.GoesToAsync(chat);
        await bob.IsLiveAsync();
        await Expect(bob.Page.Locator("#messages .quote")).ToHaveCountAsync(1);
        await Expect(Beginning(bob, chat)).ToBeHiddenAsync();

        await ann.GoesToAsync("/admin/settings");
        await ann.Page.FillAsync("[name=RetentionDays]", "30");
        await ann.SubmitAsync("main form button");
        await Expect(ann.Page.Locator("#erasure")).ToContainTextAsync("What is older than 30 days is erased for everybody");
        await Expect(ann.Page.Locator("#erasure")).ToBeInViewportAsync();
        await Expect(ann.Page.Locator("#erasure")).ToBeFocusedAsync();
        await axe.LookAsync(ann.Page, "asked");
        // Enter in a field asks once more.
        await ann.Page.EvaluateAsync("document.body.id = 'before'");
        await ann.Page.Locator("[name=RetentionDays]").PressAsync("Enter");
        await Expect(ann.Page.Locator("#before")).ToHaveCountAsync(0);
        await Expect(ann.Page.Locator("#erasure")).ToBeFocusedAsync();
        await ann.SubmitAsync("button:text-is('Erase and save')");
        await Expect(ann.Page.Locator("[role=status]").First).ToContainTextAsync("Saved.");

        await bob.SeesNoMoreAsync("Long ago");
        await bob.SeesAsync("I remember");
        await Expect(bob.Page.Locator("#messages .quote")).ToHaveCountAsync(0);
        await Expect(bob.Page.Locator($"#chat-{chat}-pinned")).ToHaveCountAsync(0);
        await Expect(Beginning(bob, chat)).ToHaveTextAsync("Messages are erased here after 30 days.");
        await axe.LookAsync(bob.Page, "erased");
        await bob.SaysAsync("So it is");
        await bob.ReloadsAsync();
        await Expect(bob.Messages).ToHaveCountAsync(2);
        await Expect(Beginning(bob, chat)).ToBeVisibleAsync();
        axe.NothingIsFound();
    }

    [Fact]
    public async Task Leads_no_further_up_than_to_the_beginning()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await FillAsync(ann, chat, 80);
        await Server.DoAsync(async (ReadReceipts reads) =>
        {
            await reads.ReadAsync(bob.Id, chat, 80);
            return true;
        });
        await AgeAsync(chat, upTo: 40);
        await bob.GoesToAsync(chat);
        await bob.IsLiveAsync();
        await Expect(Beginning(bob, chat)).ToBeHiddenAsync();

        await EraseAsync(chat);

        await Expect(bob.Page.Locator("#messages .older-line")).ToHaveCountAsync(0);
        await Expect(bob.Messages).ToHaveCountAsync(40);
        await Expect(bob.Messages.First).ToContainTextAsync("line 41");
        await Expect(Beginning(bob, chat)).ToHaveTextAsync("Earlier messages were erased.");
    }

    [Fact]
    public async Task What_has_become_empty_leaves_the_list_and_takes_new_messages()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await OldAsync(ann, chat, "Long ago");
        await bob.GoesToAsync("/");
        await bob.IsLiveAsync();
        await Expect(bob.Row(ann)).ToContainTextAsync("Long ago");
        await Expect(bob.Row(ann).Locator(".badge")).ToBeVisibleAsync();
        await ann.GoesToAsync(chat);
        await ann.IsLiveAsync();

        await EraseAsync(chat);

        await Expect(bob.Row(ann)).Not.ToContainTextAsync("Long ago");
        await Expect(bob.Row(ann).Locator(".badge")).ToBeHiddenAsync();
        await Expect(ann.Messages).ToHaveCountAsync(0);
        await ann.SaysAsync("A new beginning");
        await Expect(bob.Row(ann)).ToContainTextAsync("A new beginning");
    }

    [Fact]
    public async Task Is_told_in_Russian_and_without_JavaScript()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob", new BrowserNewContextOptions { Locale = "ru-RU", JavaScriptEnabled = false });
        var chat = await ChatAsync(ann, bob);
        await OldAsync(ann, chat, "Long ago");
        await SaysAsync(ann, chat, "The other day");
        await EraseAsync(chat);

        await bob.GoesToAsync(chat);

        await Expect(Beginning(bob, chat)).ToHaveTextAsync("Более ранние сообщения стёрты.");
        await Expect(bob.Messages).ToHaveCountAsync(1);
        await bob.GoesToAsync("/help/admin");
        await Expect(bob.Page.Locator("main")).ToContainTextAsync("Сообщения хранятся здесь");
    }

    /// <summary>On the device too, where the page is kept.</summary>
    [Fact]
    public async Task Leaves_what_is_kept_for_reading_without_a_line()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob", WithWorker));
        bob.Expects(ReadingOffline.LineErrors);
        var chat = await ChatAsync(ann, bob);
        var old = await OldAsync(ann, chat, "Long ago");
        await Server.DoAsync((Messages messages) => messages.PostAsync(ann.Id, chat, "The other day", replyTo: old.Id));
        await bob.GoesToAsync(chat);
        await bob.KeepsAsync($"/chats/{chat}");
        await bob.IsLiveAsync();

        await EraseAsync(chat);

        await bob.SeesNoMoreAsync("Long ago");
        await bob.Page.UntilAsync("async path => !/Long ago/.test(await (await caches.match(path)).text())", $"/chats/{chat}");
        await bob.Page.Context.SetOfflineAsync(true);
        await bob.ReloadsAsync();
        await bob.SeesAsync("The other day");
        await Expect(bob.Messages).ToHaveCountAsync(1);
    }

    static ILocator Beginning(Person person, int chat) => person.Page.Locator($"#chat-{chat}-beginning");

    async Task<MessageView> OldAsync(Person who, int chat, string text)
    {
        var old = await SaysAsync(who, chat, text);
        await AgeAsync(chat, old.Sequence);
        return old;
    }

    Task<int> AgeAsync(int chat, int upTo)
    {
        var longAgo = DateTimeOffset.UtcNow.AddDays(-40);
        return Server.DoAsync((MessengerDb db) => db.WriteAsync(() => db.Messages.Where(message => message.ChatId == chat && message.Sequence <= upTo)
            .ExecuteUpdateAsync(row => row.SetProperty(message => message.CreatedAt, longAgo))));
    }

    Task<bool> EraseAsync(int chat) => Server.DoAsync((Retention retention) => retention.EraseNextAsync(chat, DateTimeOffset.UtcNow.AddDays(-30)));
}
