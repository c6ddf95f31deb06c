using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What others do, and midnight, change what they change; whoever reads, listens or has the focus there is not disturbed.</summary>
public sealed class ReadingWhileThingsChange(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task A_recording_plays_on()
    {
        var (ann, bob, chat) = await TalkAsync();
        await bob.AttachesAsync(new FilePayload { Name = "song.wav", MimeType = "audio/wav", Buffer = Silence(120) });
        await bob.TypesAsync("Listen");
        await ann.SeesAsync("Listen");
        await ann.Page.ClickAsync("#text");
        await ann.Page.EvaluateAsync("() => { window.song = document.querySelector('audio'); song.currentTime = 30; return song.play() }");

        await ReactAsync(bob, ann.Said("Listen"), "👍");
        await Expect(ann.Said("Listen").Locator(".reaction")).ToHaveTextAsync("👍 1");
        await bob.EditsAsync("Listen", "Listen to this");
        await ann.SeesAsync("Listen to this");
        await SaysAsync(bob, chat, "And?");
        await ann.SeesAsync("And?");

        Assert.True(await ann.Page.EvaluateAsync<bool>("() => song.isConnected && !song.paused"), "It stopped.");
        Assert.InRange(await ann.Page.EvaluateAsync<double>("() => song.currentTime"), 30, 120);
    }

    [Fact]
    public async Task What_is_selected_stays_selected()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(bob, chat, "The code of the door is 4711");
        await SaysAsync(bob, chat, "Do not forget it");
        await ann.SeesAsync("Do not forget it");
        await ann.Page.EvaluateAsync("""
            () => {
              const [first, last] = document.querySelectorAll('#messages .said > p')
              getSelection().setBaseAndExtent(first.firstChild, 4, last.firstChild, 6)
            }
            """);

        await ReactAsync(bob, ann.Said("4711"), "👍");
        await Expect(ann.Said("4711").Locator(".reaction")).ToHaveTextAsync("👍 1");
        await SaysAsync(bob, chat, "Got it?");
        await ann.SeesAsync("Got it?");

        var selected = await ann.Page.EvaluateAsync<string>("() => getSelection().toString()");
        Assert.StartsWith("code of the door is 4711", selected);
        Assert.EndsWith("Do not", selected);
    }

    [Fact]
    public async Task Focus_and_an_open_menu_stay()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(bob, chat, "Look");
        await ann.SeesAsync("Look");
        await ann.Page.ClickAsync(".bar .menu > summary");
        await ann.Said("Look").Locator(".more").FocusAsync();

        await ReactAsync(bob, ann.Said("Look"), "👍");
        await Expect(ann.Said("Look").Locator(".reaction")).ToHaveTextAsync("👍 1");
        await Server.DoAsync(async (Members members) =>
        {
            await members.RenameAsync(ann.Id, chat, "Walkers");
            return true;
        });
        await Expect(ann.Page.Locator(".thread-who h1")).ToHaveTextAsync("Walkers");

        await Expect(ann.Said("Look").Locator(".more")).ToBeFocusedAsync();
        await Expect(ann.Page.Locator(".bar .menu > .menu-list")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_list_of_chats_keeps_the_focus_when_it_is_drawn_again()
    {
        var (ann, bob, chat) = await TalkAsync();
        var row = ann.Page.Locator($"#chat-{chat} > a");
        await row.FocusAsync();
        await row.EvaluateAsync("link => { window.mine = link }");

        await GroupAsync("Sailors", bob, ann);
        await Expect(ann.Page.Locator(".chat-row:has-text('Sailors')")).ToBeVisibleAsync();

        await Expect(row).ToBeFocusedAsync();
        Assert.True(await row.EvaluateAsync<bool>("link => link === window.mine"));
    }

    /// <summary>What Ann changed is answered after she has changed it once more on another device.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_comes_late_takes_nothing_back(bool isQuoted)
    {
        var (ann, bob, chat) = await TalkAsync();
        var said = await SaysAsync(ann, chat, "At six");
        await Server.DoAsync((Messages messages) => messages.PinAsync(ann.Id, said.Id, true));
        if (isQuoted)
        {
            await Server.DoAsync((Messages messages) => messages.PostAsync(bob.Id, chat, "Fine", replyTo: said.Id));
        }

        var last = ann.Page.Locator(isQuoted ? $"[data-quotes='{said.Id}']" : $"#chat-{chat}-last");
        await Expect(last).ToContainTextAsync("At six");
        var (heard, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        await ann.Page.RouteAsync(new Regex($"/messages/{said.Id}$"), async route =>
        {
            if (route.Request.Method != "POST")
            {
                await route.ContinueAsync();
                return;
            }

            var answer = await route.FetchAsync();
            heard.SetResult();
            await held.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        await ann.OpensActionsAsync("At six", 0);
        await ann.Page.FillAsync("#sheet #new-text", "At seven");
        await ann.Page.ClickAsync("#sheet form.form button");
        await heard.Task;
        await Server.DoAsync((Messages messages) => messages.EditAsync(ann.Id, said.Id, "At eight"));
        await ShowsAsync();

        held.SetResult();

        // The answer closes it, when all that came with it is drawn.
        await Expect(ann.Page.Locator("#sheet[open]")).ToHaveCountAsync(0);
        await ShowsAsync();

        async Task ShowsAsync()
        {
            foreach (var place in new[] { ann.Page.Locator($"#message-{said.Id} .said"), ann.Page.Locator($"[data-pinned='{said.Id}']"), last })
            {
                await Expect(place).ToContainTextAsync("At eight");
            }
        }
    }

    [Fact]
    public async Task Midnight_makes_yesterday_of_today()
    {
        var (ann, bob, chat) = await ChatOfTwoAsync();
        await SaysAsync(ann, chat, "Good night");
        await bob.GoesToAsync(chat);
        var lateToday = await bob.Page.EvalOnSelectorAsync<long>("#messages [data-at]", "li => new Date(li.dataset.at).setHours(23, 59, 0)");
        await bob.Page.Clock.InstallAsync(new() { TimeDate = DateTimeOffset.FromUnixTimeMilliseconds(lateToday).UtcDateTime });
        await bob.GoesToAsync(chat);
        await Expect(bob.Page.Locator(".day")).ToHaveTextAsync("Today");
        await Expect(bob.Row(ann).Locator("time")).ToHaveTextAsync(new Regex(@"^\d\d:\d\d$"));

        await bob.Page.Clock.FastForwardAsync(70_000);

        await Expect(bob.Page.Locator(".day")).ToHaveTextAsync("Yesterday");
        await Expect(bob.Row(ann).Locator("time")).ToHaveTextAsync(new Regex("^[A-Z][a-z]+$"));
    }

    /// <summary>8,000 samples a second, a byte each.</summary>
    static byte[] Silence(int seconds)
    {
        var length = 8000 * seconds;
        return
        [
            .. "RIFF"u8, .. BitConverter.GetBytes(36 + length), .. "WAVEfmt "u8, .. BitConverter.GetBytes(16), 1, 0, 1, 0, .. BitConverter.GetBytes(8000),
            .. BitConverter.GetBytes(8000), 1, 0, 8, 0, .. "data"u8, .. BitConverter.GetBytes(length), .. Enumerable.Repeat((byte)0x80, length),
        ];
    }

    async Task ReactAsync(Person who, ILocator message, string emoji)
    {
        var id = int.Parse((await message.GetAttributeAsync("id"))!["message-".Length..]);
        await Server.DoAsync((Messages messages) => messages.ReactAsync(who.Id, id, emoji));
    }

    /// <summary>Ann and Bob look at a group they are in.</summary>
    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await GroupAsync("Hikers", ann, bob);
        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        return (ann, bob, chat);
    }
}
