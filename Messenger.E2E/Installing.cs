using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>The messenger can be installed, and then other programs hand things over to it.</summary>
public sealed class Installing(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Nothing_stands_in_the_way()
    {
        var ann = await SomebodyAsync("Ann", WithWorker);
        await ann.Page.EvaluateAsync("navigator.serviceWorker.ready");
        var devtools = await ann.Page.Context.NewCDPSessionAsync(ann.Page);

        var errors = (await devtools.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors").EnumerateArray();

        // That the window of a test is a private one is no fault of ours.
        Assert.DoesNotContain(errors.Select(error => error.GetProperty("errorId").GetString()), error => error != "in-incognito");
        var manifest = (await devtools.SendAsync("Page.getAppManifest"))!.Value;
        Assert.Empty(manifest.GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public async Task What_is_shared_goes_to_the_chat_that_was_chosen()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);

        await ann.GoesToAsync("/share?title=Ferry&text=Times+of+the+ferry&url=https%3A%2F%2Fferry.example%2Ftimes");
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Ferry\nTimes of the ferry\nhttps://ferry.example/times");
        await ann.Page.CheckAsync($"main [name=chat_id][value='{chat}']");
        await ann.SubmitAsync("main button:has-text('Send')");

        await ann.ArrivesAsync($"/chats/{chat}$");
        await bob.SeesAsync("Times of the ferry");
    }
}
