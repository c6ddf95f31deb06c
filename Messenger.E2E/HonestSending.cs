using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Nothing looks sent before it is, nothing typed is lost, nothing comes twice: whatever happens to the line.</summary>
public sealed class HonestSending(Chromium chromium, Server server) : Story(chromium, server)
{
    const string LineErrors = "Failed to fetch|ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource|signal is aborted|htmx:error|ERR_FAILED";

    [Fact]
    public async Task Without_a_line_messages_wait_and_go_out_once_in_their_order()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects(LineErrors);
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("First");
        await ann.TypesAsync("Second");

        await Expect(ann.Queued("First").Locator(".ticks")).ToHaveAttributeAsync("data-state", "queued");
        await Expect(ann.Queued("First")).ToContainTextAsync("It will be sent");
        await bob.SeesNoMoreAsync("First");

        await ann.Page.Context.SetOfflineAsync(false);
        await bob.SeesAsync("Second");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        Assert.Equal(["First", "Second"], await ann.SeenTextsAsync());
        Assert.Equal(["First", "Second"], await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task A_reload_while_offline_loses_neither_what_waits_nor_what_is_typed()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects(LineErrors);
        var chat = ann.Page.Url;
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("This one waits");
        await Expect(ann.Queued("This one waits")).ToBeVisibleAsync();
        await ann.Page.FillAsync("#text", "This one is not finished");
        await Assert.ThrowsAsync<PlaywrightException>(() => ann.Page.ReloadAsync());

        await ann.Page.Context.SetOfflineAsync(false);
        await ann.Page.GotoAsync(chat);

        await bob.SeesAsync("This one waits");
        await ann.SeesAsync("This one waits");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("This one is not finished");
        Assert.Equal(["This one waits"], await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task A_refused_message_says_why_and_can_be_edited()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects("422");
        await ann.TypesAsync(new string('x', 8001));
        await Expect(ann.Page.Locator(".failed")).ToContainTextAsync("at most 8000 characters");

        await ann.Page.ClickAsync(".failed [name=edit]");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync(new Regex("^x{8001}$"));
        await ann.SaysAsync("Shorter");
        await bob.SeesAsync("Shorter");
        await Expect(ann.Page.Locator(".failed")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_had_failed_is_sent_by_the_button()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects("403");
        await ann.Page.RouteAsync(new Regex(@"/chats/\d+$"), route => route.FulfillAsync(new() { Status = 403 }), new() { Times = 1 });
        await ann.TypesAsync("Let me in");
        await ann.Page.ClickAsync(".failed [name=again]");

        await bob.SeesAsync("Let me in");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_session_that_ended_keeps_the_message_until_after_logging_in()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects("401|WebSocket|Failed to load|hub");
        var chat = ann.Page.Url;
        var other = await AnotherDeviceAsync(ann);
        await other.EndsOtherSessionsAsync();

        await ann.TypesAsync("Am I still here?");
        await Expect(ann.Page.Locator(".failed")).ToContainTextAsync("Your session has ended");
        await bob.SeesNoMoreAsync("Am I still here?");

        await ann.LogInAsync();
        await ann.Page.GotoAsync(chat);
        await bob.SeesAsync("Am I still here?");
        await ann.SeesAsync("Am I still here?");
        Assert.Equal(["Am I still here?"], await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task An_answer_that_is_lost_does_not_double_the_message()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects(LineErrors);
        var lost = 0;
        await ann.Page.RouteAsync(new Regex(@"/chats/\d+$"), async route =>
        {
            if (route.Request.Method == "POST" && lost++ < 2)
            {
                await route.FetchAsync();
                await route.AbortAsync();
                return;
            }

            await route.ContinueAsync();
        });

        await ann.TypesAsync("Only once");

        await bob.SeesAsync("Only once");
        await ann.SeesAsync("Only once");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        Assert.Equal(["Only once"], await ann.SeenTextsAsync());
        Assert.Equal(["Only once"], await bob.SeenTextsAsync());
    }

    /// <summary>The message that ↑ means is not there yet; the one before it is not meant.</summary>
    [Fact]
    public async Task While_a_message_is_on_its_way_the_arrow_edits_no_other()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.SaysAsync("First");
        var answered = new TaskCompletionSource();
        await ann.Page.RouteAsync(new Regex(@"/chats/\d+$"), async route =>
        {
            await answered.Task;
            await route.ContinueAsync();
        });
        await ann.TypesAsync("Second");
        await Expect(ann.Queued("Second")).ToBeVisibleAsync();

        await ann.Page.PressAsync("#text", "ArrowUp");
        answered.SetResult();
        await bob.SeesAsync("Second");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();

        await ann.Page.PressAsync("#text", "ArrowUp");
        await Expect(ann.Page.Locator("#new-text")).ToHaveValueAsync("Second");
    }

    [Fact]
    public async Task After_a_cut_the_page_catches_up_with_everything()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var line = await CuttableAsync(ann);
        await bob.SaysAsync("Before");
        await bob.SaysAsync("To be edited");
        await bob.SaysAsync("To be deleted");
        await ann.SeesAsync("To be deleted");

        line.IsCut = true;
        line.Cut();
        await bob.EditsAsync("To be edited", "Edited meanwhile");
        await bob.DeletesAsync("To be deleted");
        await bob.SaysAsync("After one");
        await bob.SaysAsync("After two");
        line.IsCut = false;

        // What is pushed after the cut may be there a moment before what is asked for.
        await Expect(ann.Messages.Locator(".said > p")).ToHaveTextAsync(["Before", "Edited meanwhile", "Message deleted", "After one", "After two"]);
    }

    [Fact]
    public async Task After_a_backup_was_put_back_an_open_page_begins_anew()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await bob.SaysAsync("First");
        await bob.SaysAsync("Still there");
        await ann.SeesAsync("Still there");
        var line = await CuttableAsync(ann);
        await ann.Page.EvaluateAsync("document.body.id = 'before'");

        line.IsCut = true;
        line.Cut();
        await Server.DoAsync((MessengerDb db) => db.WriteAsync(async () =>
        {
            await db.Set<Installation>().ExecuteUpdateAsync(to => to.SetProperty(one => one.Epoch, Guid.NewGuid()));
            return await db.Chats.ExecuteUpdateAsync(to => to.SetProperty(chat => chat.Revision, chat => chat.Revision - 1));
        }));
        line.IsCut = false;

        await Expect(ann.Page.Locator("#before")).ToHaveCountAsync(0);
        await ann.SeesAsync("Still there");
    }

    [Fact]
    public async Task A_push_that_got_lost_is_noticed_at_the_next_one_and_at_the_next_heartbeat()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.Page.Clock.InstallAsync();
        var line = await CuttableAsync(ann);
        line.Swallow = "swallowed";
        await bob.SaysAsync("One");
        await bob.SaysAsync("Two, swallowed");
        await bob.SaysAsync("Three");
        await ann.SeesAsync("Two, swallowed");
        Assert.Equal(["One", "Two, swallowed", "Three"], await ann.SeenTextsAsync());

        await bob.SaysAsync("Last, swallowed");

        // Without the heartbeat it would never be seen.
        await ann.Page.Clock.FastForwardAsync(5000);
        await ann.SeesAsync("Last, swallowed");
    }

    /// <summary>The person's page again, over a line that can be cut and can lose pushes.</summary>
    static async Task<Line> CuttableAsync(Person person)
    {
        var line = new Line();
        await person.Page.RouteWebSocketAsync(new Regex("/hub"), line.Take);
        await person.Page.ReloadAsync();
        await Expect(person.Page.Locator("html[data-line=here]")).ToHaveCountAsync(1);
        return line;
    }

    sealed class Line
    {
        IWebSocketRoute? open;

        public bool IsCut { get; set; }

        public string? Swallow { get; set; }

        public void Take(IWebSocketRoute page)
        {
            if (IsCut)
            {
                _ = page.CloseAsync();
                return;
            }

            open = page;
            page.ConnectToServer().ForwardTo(page, message => Swallow is { } swallowed && message.Contains(swallowed));
        }

        public void Cut() => _ = open!.CloseAsync();
    }
}
