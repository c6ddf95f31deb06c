using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Calls from beginning to end, with a camera and a microphone that Chromium makes up. What is seen and heard is what was decoded at the other end.</summary>
public sealed class CallingEachOther(ChromiumWithDevices chromium, Server server) : CallStory(chromium, server), IClassFixture<ChromiumWithDevices>
{
    [Fact]
    public async Task Two_see_and_hear_each_other()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var calling = await CallAsync(ann, "video");
        await calling.SaysAsync("Ringing…");

        var answering = await AnswerAsync(bob, "Answer with video");

        await Task.WhenAll(calling.SeesAsync(bob), answering.SeesAsync(ann), calling.HearsAsync(bob), answering.HearsAsync(ann));
        await calling.SaysAsync("Good connection");
        await Expect(bob.Page.Locator(".ring")).ToHaveCountAsync(0);

        await answering.HangUpAsync();
        await answering.IsOverAsync();
        await calling.IsOverAsync();
        await Expect(ann.Page.Locator("#messages .system").Last).ToContainTextAsync("Video call, 0:");
    }

    [Fact]
    public async Task Where_the_clock_is_wrong_it_rings_and_is_counted_all_the_same()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await bob.Page.Context.AddInitScriptAsync("Date.now = (now => () => now() + 3_600_000)(Date.now)");
        await bob.ReloadsAsync();
        await bob.IsLiveAsync();
        var calling = await CallAsync(ann, "audio");

        var answering = await AnswerAsync(bob, "Answer");

        await Expect(answering.Page.Locator("#call-time")).ToHaveTextAsync(new Regex(@"^0:\d\d$"));
        await calling.HangUpAsync();
        await answering.IsOverAsync();
    }

    [Fact]
    public async Task A_voice_call_shows_nobody()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var calling = await CallAsync(ann, "audio");
        var answering = await AnswerAsync(bob, "Answer");

        await Task.WhenAll(calling.HearsAsync(bob), answering.HearsAsync(ann));
        await calling.SeesNoPictureAsync(bob);
        await calling.Control("camera").ClickAsync();
        await answering.SeesAsync(ann);
    }

    /// <param name="looking">0: who called, 1: who answered.</param>
    [Theory, InlineData(0, 1), InlineData(0), InlineData(1)]
    public async Task Who_looks_for_another_way_goes_on_seeing_the_other(params int[] looking)
    {
        const string Note = """
            () => {
              const take = RTCPeerConnection.prototype.setRemoteDescription
              RTCPeerConnection.prototype.setRemoteDescription = async function (...description) {
                await take.apply(this, description)
                window.taken = true
              }
            }
            """;
        var (calling, answering, ann, bob) = await TalkAsync();
        IPage[] pages = [calling.Page, answering.Page];
        var servers = pages.Select(page => page.WaitForResponseAsync(new Regex("/ice-servers$"))).ToArray();
        await Task.WhenAll(pages.Select(page => page.EvaluateAsync(Note)));

        await Task.WhenAll(looking.Select(one => pages[one].EvaluateAsync("window.dispatchEvent(new Event('online'))")));

        await Task.WhenAll(pages.Select(page => page.UntilAsync("() => window.taken")));
        await Task.WhenAll(calling.SeesMoreAsync(bob), answering.SeesMoreAsync(ann));
        await calling.SaysAsync("Good connection");
        // The credentials of either may have run out.
        await Task.WhenAll(servers);
    }

    [Fact]
    public async Task Whoever_is_called_may_decline_on_any_page()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await bob.GoesToAsync("/settings");
        await bob.IsLiveAsync();
        var calling = await CallAsync(ann, "audio");

        await bob.Page.GetByRole(AriaRole.Button, new() { Name = "Decline" }).ClickAsync();

        await Expect(bob.Page.Locator(".ring")).ToHaveCountAsync(0);
        await calling.IsOverAsync();
        await Expect(ann.Page.Locator("#messages .system").Last).ToHaveTextAsync($"Missed voice call from {ann.Name}");
    }

    [Fact]
    public async Task A_missed_call_stays_in_the_chat_in_the_list_and_among_the_calls()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(ann, chat, "Hello");
        await bob.GoesToAsync("/");
        await bob.IsLiveAsync();
        await ann.GoesToAsync(chat);
        var calling = await CallAsync(ann, "video");
        await Expect(bob.Page.Locator(".ring")).ToBeVisibleAsync();
        await Expect(bob.Page).ToHaveTitleAsync($"{ann.Name} is calling");

        await calling.HangUpAsync();

        await calling.IsOverAsync();
        await Expect(bob.Page.Locator(".ring")).ToHaveCountAsync(0);
        await Expect(bob.Page.Locator(".chat-row .badge b")).ToHaveTextAsync("2");
        await Expect(bob.Page.Locator(".chat-row .chat-last")).ToHaveTextAsync($"Missed video call from {ann.Name}");
        await bob.GoesToAsync("/calls");
        await Expect(bob.Page.Locator(".call-entry")).ToContainTextAsync("Missed");

        var back = await OpensAsync(bob, () => bob.Page.ClickAsync(".call-entry button"));
        await Expect(ann.Page.Locator(".ring")).ToContainTextAsync(bob.Name);
        await back.HangUpAsync();
    }

    [Fact]
    public async Task One_is_muted_and_turns_the_camera_off_and_shares_the_screen()
    {
        var (calling, answering, ann, bob) = await TalkAsync();

        await calling.Page.Keyboard.PressAsync("m");
        await Expect(answering.TileOf(ann).Locator(".when-muted").First).ToBeVisibleAsync();
        await answering.HearsNothingAsync(ann);
        await calling.Page.Keyboard.PressAsync("m");
        await answering.HearsAsync(ann);

        await calling.Page.Keyboard.PressAsync("v");
        await answering.SeesNoPictureAsync(ann);
        await calling.Control("screen").ClickAsync();
        await answering.SeesAsync(ann, "screen");
        await calling.Control("camera").ClickAsync();
        await answering.SeesAsync(ann);
        await calling.Control("screen").ClickAsync();
        await Expect(answering.TileOf(ann).Locator("video[data-name=screen]:not([hidden])")).ToHaveCountAsync(0);
        await calling.SeesAsync(bob);
    }

    [Fact]
    public async Task On_a_line_that_stays_bad_the_camera_gives_way_and_comes_back_on_request()
    {
        var (calling, answering, ann, bob) = await TalkAsync();
        await calling.SeesAsync(bob);

        // One report of a slow line stays in the figures until another one comes, which is not a line that stays bad.
        await calling.Page.EvaluateAsync("""
            () => {
              window.looks = 0
              RTCPeerConnection.prototype.getStats = async () => ++looks && new Map([['out', { type: 'remote-inbound-rtp', id: 'out', roundTripTime: 3, roundTripTimeMeasurements: 7 }]])
            }
            """);
        await calling.Page.UntilAsync("() => looks > 6");
        await calling.SaysAsync("Good connection");
        await answering.SeesMoreAsync(ann);

        await calling.Page.EvaluateAsync("""
            () => {
              let seen = 0
              RTCPeerConnection.prototype.getStats = async () => new Map([['in', { type: 'inbound-rtp', id: 'in', packetsReceived: seen += 100, packetsLost: seen }]])
            }
            """);

        await Expect(calling.Page.Locator("#call-notice")).ToContainTextAsync("camera");
        await answering.SeesNoPictureAsync(ann);
        await calling.Control("camera").ClickAsync();
        await answering.SeesAsync(ann);
    }

    [Fact]
    public async Task Another_device_of_mine_is_told_and_may_take_over()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var phone = await AnotherDeviceAsync(bob);
        await phone.IsLiveAsync();
        var calling = await CallAsync(ann, "audio");
        await Expect(phone.Page.Locator(".ring")).ToBeVisibleAsync();

        var answering = await AnswerAsync(bob, "Answer");

        await Expect(phone.Page.Locator(".ring")).ToHaveCountAsync(0);
        await phone.GoesToAsync($"/calls/{answering.Id}");
        await Expect(phone.Page.Locator(".call-lead").First).ToHaveTextAsync("You are in this call on another device.");
        await phone.Page.ClickAsync("text=Take it here");
        var taken = new CallPage(phone, phone.Page);
        await Task.WhenAll(taken.HearsAsync(ann), calling.HearsAsync(phone));
        await Expect(answering.Page.Locator(".call-lead").First).ToHaveTextAsync("You are in this call on another device.");
    }

    [Fact]
    public async Task A_page_that_is_reloaded_comes_back_into_the_call()
    {
        var (calling, answering, ann, bob) = await TalkAsync();

        await calling.Page.ReloadAsync();

        await Task.WhenAll(calling.SeesAsync(bob), answering.SeesAsync(ann), calling.HearsAsync(bob), answering.HearsAsync(ann));
        await Task.WhenAll(calling.Page.ReloadAsync(), answering.Page.ReloadAsync());
        await Task.WhenAll(calling.SeesAsync(bob), answering.SeesAsync(ann));
    }

    [Fact]
    public async Task A_page_that_is_closed_ends_it_and_a_new_call_works_at_once()
    {
        var (calling, answering, ann, bob) = await TalkAsync();

        await Task.WhenAll(calling.Page.CloseAsync(new() { RunBeforeUnload = false }), answering.Page.CloseAsync(new() { RunBeforeUnload = false }));

        var again = await CallAsync(ann, "video");
        var answered = await AnswerAsync(bob, "Answer with video");
        await Task.WhenAll(again.SeesAsync(bob), answered.SeesAsync(ann));
        await answered.Page.CloseAsync(new() { RunBeforeUnload = false });
        await again.IsOverAsync();
    }

    [Fact]
    public async Task Two_who_call_each_other_at_once_are_in_one_call()
    {
        var (ann, bob) = await AnnAndBobAsync();
        for (var n = 0; n < 3; n++)
        {
            var both = await Task.WhenAll(CallAsync(ann, "video"), CallAsync(bob, "video"));
            Assert.Equal(both[0].Id, both[1].Id);
            await Task.WhenAll(both[0].SeesAsync(bob), both[1].SeesAsync(ann));
            await both[0].HangUpAsync();
            await both[1].IsOverAsync();
            await Task.WhenAll(both.Select(page => page.Page.CloseAsync()));
        }
    }

    [Fact]
    public async Task Who_talks_is_not_rung_over()
    {
        var (calling, _, ann, bob) = await TalkAsync();
        var eve = await SomebodyAsync("Eve");
        var chat = await ChatAsync(eve, bob);
        await eve.GoesToAsync(chat);

        var third = await CallAsync(eve, "audio");

        await Expect(third.TileOf(bob)).ToContainTextAsync("In another call");
        await Expect(bob.Page.Locator(".ring")).ToHaveAttributeAsync("data-live-quiet", "true");
        await calling.SeesAsync(bob);
        // It stays when the page has offered a line ahead, which is not one yet.
        await third.SaysAsync("Ringing…");
        await Expect(third.TileOf(bob)).ToContainTextAsync("In another call");
        await third.HangUpAsync();
    }

    [Fact]
    public async Task The_chat_is_at_hand_while_one_talks()
    {
        var (calling, _, _, bob) = await TalkAsync();

        await calling.Control("chat").ClickAsync();
        var chat = calling.Page.FrameLocator("#call-chat");
        await chat.Locator("#text").FillAsync("Can you hear me?");
        await chat.Locator("#text").PressAsync("Enter");

        await bob.SeesAsync("Can you hear me?");
        await calling.SeesAsync(bob);
    }

    [Fact]
    public async Task Every_screen_of_a_call_is_for_everybody()
    {
        var axe = new AxeCheck();
        var (ann, bob) = await AnnAndBobAsync();
        var calling = await CallAsync(ann, "video");
        await axe.LookAsync(calling.Page, "a call that rings for others");
        // It rings for a limited time.
        await calling.HangUpAsync();
        await calling.IsOverAsync();
        await CallAsync(ann, "video");
        await Expect(bob.Page.Locator(".ring")).ToBeVisibleAsync();
        await axe.LookAsync(bob.Page, "a call that rings here");
        var answering = await AnswerAsync(bob, "Answer with video");
        await answering.SeesAsync(ann);
        await axe.LookAsync(answering.Page, "a call");
        await answering.Page.ClickAsync("#call-choose");
        await axe.LookAsync(answering.Page, "devices");
        await answering.Page.Keyboard.PressAsync("Escape");
        await answering.HangUpAsync();
        await answering.IsOverAsync();
        await axe.LookAsync(answering.Page, "a call that is over");
        await bob.GoesToAsync("/calls");
        await axe.LookAsync(bob.Page, "calls");

        axe.NothingIsFound();
    }

    [Fact]
    public async Task Without_JavaScript_the_chat_says_that_it_rings()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob", WithoutJavaScript);
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(ann, chat, "Hello");
        await ann.GoesToAsync(chat);
        var calling = await CallAsync(ann, "audio");

        await bob.GoesToAsync($"/chats/{chat}");
        await Expect(bob.Page.Locator(".chat-call")).ToContainTextAsync($"{ann.Name} is calling");
        await bob.SubmitAsync(".chat-call >> text=Decline");

        await Expect(bob.Page.Locator(".chat-call > *")).ToHaveCountAsync(0);
        await calling.IsOverAsync();
    }
}
