using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Ann has JavaScript; Bob has none, and a page that never ends in a frame of his chat.</summary>
public sealed class LiveWithoutJavaScript(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task A_message_appears_the_moment_it_is_sent()
    {
        var (ann, bob, _) = await TalkAsync();

        await ann.SaysAsync("Look, no script");

        await Expect(Live(bob).Locator(".message")).ToContainTextAsync("Look, no script");
        await Expect(bob.Messages).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Changes_and_deletions_are_told_as_lines()
    {
        var (ann, bob, chat) = await TalkAsync();
        var said = await SaysAsync(ann, chat, "Monday");
        await Expect(Live(bob).Locator(".message")).ToContainTextAsync("Monday");

        await Server.DoAsync((Messages messages) => messages.EditAsync(ann.Id, said.Id, "Tuesday"));
        await Expect(Live(bob).Locator(".system").Last).ToHaveTextAsync($"{ann.Name} edited: Tuesday");
        await Server.DoAsync((Messages messages) => messages.DeleteAsync(ann.Id, said.Id));
        await Expect(Live(bob).Locator(".system").Last).ToHaveTextAsync($"{ann.Name} deleted a message");
    }

    [Fact]
    public async Task It_has_no_forms_and_its_links_leave_the_frame()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.SaysAsync("Press me");
        await Expect(Live(bob).Locator(".message")).ToContainTextAsync("Press me");
        Assert.Equal(0, await Live(bob).Locator("form, button, input, textarea, script").CountAsync());

        await Live(bob).Locator(".more").ClickAsync();

        await bob.ArrivesAsync($"/chats/{chat}/messages/\\d+$");
        await Expect(bob.Page.Locator(".actions")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Logging_out_in_another_tab_ends_it()
    {
        var (ann, bob, _) = await TalkAsync();
        var live = await OpenFrameAsync(bob);
        var tab = await bob.Page.Context.NewPageAsync();
        await tab.GotoAsync("/settings");

        await tab.ClickAsync("form[action='/account/logout'] button");

        // The frame has come to its end, which it never does by itself.
        await live.WaitForLoadStateAsync(LoadState.Load);
        await ann.SaysAsync("Not for Bob any more");
        await Expect(Live(bob).Locator(".message")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Being_removed_from_the_group_ends_it()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob", WithoutJavaScript);
        var chat = await GroupAsync("Hikers", ann, bob);
        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        var live = await OpenFrameAsync(bob);

        await RemoveAsync(ann, chat, bob);

        await live.WaitForLoadStateAsync(LoadState.Load);
        await ann.SaysAsync("Not for Bob any more");
        await Expect(Live(bob).Locator(".message")).ToHaveCountAsync(0);
    }

    static IFrameLocator Live(Person person) => person.Page.FrameLocator(".live-frame");

    /// <summary>The frame once its page has begun; it has not ended then.</summary>
    static async Task<IFrame> OpenFrameAsync(Person person)
    {
        await Expect(Live(person).Locator(".system").First).ToBeVisibleAsync();
        var frame = person.Page.Frames.Single(frame => Regex.IsMatch(frame.Url, "/live(\\?|$)"));
        Assert.Equal("loading", await frame.EvaluateAsync<string>("document.readyState"));
        return frame;
    }

    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob", WithoutJavaScript);
        var chat = await ChatAsync(ann, bob);
        await ann.GoesToAsync(chat);
        await bob.GoesToAsync(chat);
        await Expect(Live(bob).Locator(".system").First).ToBeVisibleAsync();
        return (ann, bob, chat);
    }

    Task RemoveAsync(Person owner, int chat, Person other) => Server.DoAsync(async (Members members) =>
    {
        await members.RemoveAsync(owner.Id, chat, other.Id);
        return true;
    });
}
