using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>A browser that has neither a camera nor a microphone, and one that may not use those it has: each is told so, and talks all the same.</summary>
public sealed class CallingWithoutDevices(Chromium chromium, Server server) : CallStory(chromium, server)
{
    [Fact]
    public async Task One_who_has_none_hears_and_sees_the_other()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var calling = await CallAsync(ann, "video");
        await Expect(calling.Page.Locator("#call-notice")).ToContainTextAsync("No microphone is connected.");
        await Expect(calling.Page.Locator("#call-devices")).ToBeHiddenAsync();
        await calling.Page.ClickAsync("#call-choose");
        await Expect(calling.Page.Locator("#microphone")).ToBeDisabledAsync();
        await calling.Page.Keyboard.PressAsync("Escape");

        var answering = await AnswerAsync(bob, "Answer");

        await calling.SaysAsync("Good connection");
        await answering.SaysAsync("Good connection");
        await Expect(answering.TileOf(ann).Locator(".when-muted").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_who_refuses_is_told_where_to_allow_it()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.Page.Context.AddInitScriptAsync("navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))");
        var calling = await CallAsync(ann, "audio");

        await Expect(calling.Page.Locator("#call-notice")).ToContainTextAsync("The microphone is blocked.");
        var answering = await AnswerAsync(bob, "Answer");
        await answering.SaysAsync("Good connection");
    }
}
