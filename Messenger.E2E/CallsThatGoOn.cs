using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What changes in the middle of a call: a device, the line to the server.</summary>
public sealed class CallsThatGoOn(ChromiumWithDevices chromium, Server server) : CallStory(chromium, server), IClassFixture<ChromiumWithDevices>
{
    [Fact]
    public async Task With_another_microphone_they_are_heard()
    {
        var (calling, answering, ann, _) = await TalkAsync();
        await answering.HearsAsync(ann);
        await calling.Page.ClickAsync("#call-choose");
        var microphones = calling.Page.Locator("#microphone option");
        await Expect(microphones.Nth(1)).ToBeAttachedAsync();
        var other = await microphones.Last.GetAttributeAsync("value");

        await calling.Page.SelectOptionAsync("#microphone", other!);

        await Expect(calling.Page.Locator("#microphone")).ToHaveValueAsync(other!);
        await calling.Page.Keyboard.PressAsync("Escape");
        await answering.HearsAsync(ann);
    }

    [Fact]
    public async Task Who_comes_and_goes_is_said_to_those_who_do_not_see_it()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob", Russian);
        var cid = await SomebodyAsync("Cid");
        var chat = await GroupAsync("Hikers", ann, bob, cid);
        foreach (var person in new[] { ann, bob, cid })
        {
            await person.GoesToAsync(chat);
        }

        var calling = await CallAsync(ann, "audio");
        var second = await AnswerAsync(bob, "Ответить");
        await Expect(calling.Page.Locator("#call-heard")).ToHaveTextAsync($"{bob.Name} is in the call.");
        var third = await AnswerAsync(cid, "Answer");
        await Expect(second.Page.Locator("#call-heard")).ToHaveTextAsync($"{cid.Name} в звонке.");
        await second.HangUpAsync();
        await Expect(third.Page.Locator("#call-heard")).ToHaveTextAsync($"{bob.Name} has left the call.");
        await third.HangUpAsync();
        await calling.IsOverAsync();
    }

    [Fact]
    public async Task What_is_told_late_takes_nobody_out()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var calling = await CallAsync(ann, "video");
        await calling.Page.EvaluateAsync("async () => window.before = await (await fetch(location.pathname, { headers: { 'HX-Request': 'true' } })).text()");
        var answering = await AnswerAsync(bob, "Answer with video");
        await Task.WhenAll(calling.SeesAsync(bob), answering.SeesAsync(ann));

        await calling.Page.EvaluateAsync("""
            async () => htmx.swap({ sourceElement: document.body, target: document.body, swap: 'none', text: `<hx-partial hx-target="#stage" hx-swap="outerMorph">${before}</hx-partial>` })
            """);

        await calling.SeesMoreAsync(bob);
        await calling.SaysAsync("Good connection");
    }

    [Fact]
    public async Task What_was_never_told_is_noticed()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var isLost = false;
        await ann.Page.Context.RouteWebSocketAsync(new Regex("/hub"), page =>
        {
            var hub = page.ConnectToServer();
            page.OnMessage(frame => hub.Send(frame.Text!));
            hub.ForwardTo(page, message => isLost && message.Contains("data-party"));
        });
        var calling = await CallAsync(ann, "video");
        await calling.SaysAsync("Ringing…");
        isLost = true;

        var answering = await AnswerAsync(bob, "Answer with video");

        await Task.WhenAll(calling.SeesAsync(bob), answering.SeesAsync(ann));
        await Expect(calling.TileOf(bob)).ToHaveAttributeAsync("data-in", "true");
    }

    [Fact]
    public async Task Who_waits_for_an_offer_in_vain_offers_once_however_slow_the_server_is()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.Page.Context.RouteWebSocketAsync(new Regex("/hub"), page =>
        {
            var hub = page.ConnectToServer();
            page.OnMessage(frame => hub.Send(frame.Text!));
            hub.ForwardTo(page, message => message.Contains("sdp") && Regex.IsMatch(message, @"generation(\\""|\\u0022):1\D"));
        });
        var calling = await CallAsync(ann, "video");
        await calling.SaysAsync("Ringing…");
        // Longer than a page looks whether it has a line by now.
        await calling.Page.RouteAsync("**/ice-servers", async route =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            await route.ContinueAsync();
        });

        var answering = await AnswerAsync(bob, "Answer with video");

        await Task.WhenAll(calling.SeesAsync(bob), answering.SeesAsync(ann));
        Assert.Single(ann.Warnings, warning => warning.Contains("no offer came"));
    }

    [Fact]
    public async Task Two_who_find_no_way_to_each_other_try_again_while_they_talk_with_a_third()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var cid = await SomebodyAsync("Cid");
        var chat = await GroupAsync("Hikers", ann, bob, cid);
        var isLost = true;
        await cid.Page.Context.RouteWebSocketAsync(new Regex("/hub"), page =>
        {
            var hub = page.ConnectToServer();
            page.OnMessage(frame => hub.Send(frame.Text!));
            hub.ForwardTo(page, message => isLost && message.Contains("sdp") && message.Contains($"[{bob.Id},"));
        });
        foreach (var person in new[] { ann, bob, cid })
        {
            await person.GoesToAsync(chat);
        }

        var calling = await CallAsync(ann, "audio");
        var second = await AnswerAsync(bob, "Answer");
        var third = await AnswerAsync(cid, "Answer");
        await Task.WhenAll(calling.HearsAsync(bob), calling.HearsAsync(cid), third.HearsAsync(ann));
        await Expect(third.TileOf(bob)).ToContainTextAsync("Connecting…");

        // To this page the time that they have to find one is over.
        await third.Page.EvaluateAsync("Date.now = (now => () => now() + 60_000)(Date.now)");
        isLost = false;

        await Task.WhenAll(third.HearsAsync(bob), second.HearsAsync(cid));
    }

    [Fact]
    public async Task A_server_that_is_started_anew_costs_nobody_the_talk()
    {
        var (calling, answering, ann, bob) = await TalkAsync();
        foreach (var person in new[] { ann, bob })
        {
            person.Expects("WebSocket|ERR_CONNECTION_REFUSED|Failed to load resource|Fetch");
        }

        await Server.RestartAsync();

        await Task.WhenAll(calling.SeesMoreAsync(bob), answering.SeesMoreAsync(ann));
        await Expect(calling.Page.Locator("html")).ToHaveAttributeAsync("data-line", "here", new() { Timeout = 60_000 });
        await Expect(answering.Page.Locator("html")).ToHaveAttributeAsync("data-line", "here", new() { Timeout = 60_000 });
        await calling.SaysAsync("Good connection");
        await answering.HangUpAsync();
        await calling.IsOverAsync();
    }

    [Fact]
    public async Task Who_answers_another_call_is_out_of_the_first()
    {
        var (calling, answering, _, bob) = await TalkAsync();
        var eve = await SomebodyAsync("Eve");
        await eve.GoesToAsync(await ChatAsync(eve, bob));
        var second = await CallAsync(eve, "audio");
        await Expect(bob.Page.Locator(".ring")).ToContainTextAsync(eve.Name);

        var other = await AnswerAsync(bob, "Answer");

        await Task.WhenAll(other.HearsAsync(eve), second.HearsAsync(bob), calling.IsOverAsync(), answering.IsOverAsync());
    }

    [Fact]
    public async Task A_page_that_may_not_ring_yet_offers_to_and_one_that_comes_late_rings_as_well()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var cid = await SomebodyAsync("Cid");
        var chat = await GroupAsync("Hikers", ann, bob, cid);
        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        await bob.IsLiveAsync();
        var calling = await CallAsync(ann, "audio");
        var answering = await AnswerAsync(bob, "Answer");

        // As a browser does with a page that was not touched yet; to Chromium every look of a test at it is a touch.
        await cid.Page.AddInitScriptAsync("window.AudioContext = class extends AudioContext { constructor() { super(); this.suspend() } }");
        await cid.GoesToAsync("/settings");
        var aloud = cid.Page.GetByRole(AriaRole.Button, new() { Name = "Ring aloud" });
        await aloud.ClickAsync();

        await Expect(aloud).ToBeHiddenAsync();
        await Expect(cid.Page.Locator(".ring")).ToContainTextAsync(ann.Name);
        var third = await AnswerAsync(cid, "Answer");
        await Task.WhenAll(third.HearsAsync(bob), calling.HearsAsync(cid), calling.HearsAsync(bob), answering.HearsAsync(ann));
        // Only who called may end it for all, and is asked.
        await Expect(third.Page.Locator(".call-head .menu")).ToHaveCountAsync(0);
        await calling.Page.ClickAsync(".call-head .menu > summary");
        await calling.Page.ClickAsync("text=End the call for everybody…");
        await calling.Page.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await Task.WhenAll(calling.IsOverAsync(), answering.IsOverAsync(), third.IsOverAsync());
    }
}
