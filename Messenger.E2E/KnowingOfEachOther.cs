using System.Text.RegularExpressions;
using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What one sees of the other beside what they say: whether they are here, write, have read.</summary>
public sealed class KnowingOfEachOther(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Typing_shows_until_the_message_comes()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await bob.Page.Locator("#text").PressSequentiallyAsync("Wait");
        await Expect(ann.Page.Locator(".typing")).ToContainTextAsync($"{bob.Name} is typing");
        await Expect(bob.Page.Locator(".typing")).ToHaveCountAsync(0);

        await bob.Page.PressAsync("#text", "Enter");
        await ann.SeesAsync("Wait");
        await Expect(ann.Page.Locator(".typing")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Ticks_turn_when_the_other_has_read()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await bob.Page.GotoAsync("/");
        await ann.SaysAsync("Unread so far");
        await Expect(ann.Said("Unread so far").Locator(".ticks")).ToHaveAttributeAsync("data-state", "sent");

        await bob.OpensAsync(ann);
        await bob.SeesAsync("Unread so far");

        await Expect(ann.Said("Unread so far").Locator(".ticks")).ToHaveAttributeAsync("data-state", "read");
    }

    [Fact]
    public async Task Unread_counts_in_the_list_and_the_title_until_it_is_read_on_any_device()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var phone = await AnotherDeviceAsync(bob, Phone);
        await bob.Page.GotoAsync("/");
        await ann.SaysAsync("One");
        await ann.SaysAsync("Two");
        foreach (var device in new[] { bob, phone })
        {
            await Expect(device.Row(ann).Locator(".badge")).ToContainTextAsync("2");
            await Expect(device.Row(ann)).ToContainTextAsync("Two");
            await Expect(device.Page).ToHaveTitleAsync(new Regex(@"^\(2\) "));
        }

        await bob.OpensAsync(ann);
        await bob.SeesAsync("Two");

        await Expect(phone.Row(ann).Locator(".badge")).ToBeHiddenAsync();
        await Expect(phone.Page).ToHaveTitleAsync(new Regex("^Chats"));
    }

    [Fact]
    public async Task The_first_message_of_a_stranger_brings_the_chat_into_the_list()
    {
        var ann = await NewPersonAsync("Ann");
        var bob = await NewPersonAsync("Bob");
        await ann.WritesToAsync(bob);
        await ann.SaysAsync("Hello from nowhere");

        await Expect(bob.Row(ann)).ToContainTextAsync("Hello from nowhere");
        await Expect(bob.Row(ann).Locator(".badge")).ToContainTextAsync("1");
    }

    [Fact]
    public async Task Coming_and_going_shows_as_presence()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await Expect(ann.Page.Locator(".thread-who")).ToContainTextAsync("online");

        await bob.Page.GotoAsync("about:blank");
        await Expect(ann.Page.Locator(".thread-who")).ToContainTextAsync("offline");

        await bob.Page.GotoAsync("/");
        await Expect(ann.Page.Locator(".thread-who")).ToContainTextAsync("online");
    }

    /// <summary>As if a telling had been lost, or overtaken by one from before.</summary>
    [Fact]
    public async Task Presence_that_is_shown_wrongly_is_mended_on_an_open_page()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.Page.Clock.InstallAsync();
        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        var dot = ann.Page.Locator($".thread-who .presence-of-{bob.Id}");
        await Expect(dot).ToHaveClassAsync(new Regex("online"));

        await dot.EvaluateAsync("dot => { dot.classList.replace('online', 'offline') }");
        // As often as a page compares who is here.
        await ann.Page.Clock.FastForwardAsync(15_000);

        await Expect(dot).ToHaveClassAsync(new Regex("online"));
    }
}
