using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>390 × 844 and a thumb.</summary>
public sealed class OnAPhone(Chromium chromium, Server server) : Story(chromium, server)
{
    const int Width = 390, Height = 844;

    [Fact]
    public async Task One_pane_at_a_time_there_and_back()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(bob, chat, "Call me");
        await ann.GoesToAsync("/");
        await Expect(ann.Page.Locator(".sidebar")).ToBeVisibleAsync();
        await Expect(ann.Page.Locator("main .lead")).ToBeHiddenAsync();

        await ann.Page.TapAsync(".chat-row > a");
        await ann.ArrivesAsync("/chats/\\d+");
        await ann.SeesAsync("Call me");
        await Expect(ann.Page.Locator(".sidebar")).ToBeHiddenAsync();

        await ann.Page.TapAsync(".back");
        await ann.ArrivesAsync("/$");
        await Expect(ann.Page.Locator(".chat-row")).ToBeVisibleAsync();
        await Expect(ann.Page.Locator("main .lead")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_message_field_stays_at_the_bottom()
    {
        var (ann, bob, chat) = await TalkAsync();
        for (var i = 1; i <= 30; i++)
        {
            await SaysAsync(bob, chat, $"Number {i}.");
        }

        await ann.GoesToAsync(chat);
        await StandsAtTheBottomAsync(ann);
        await ann.Page.FillAsync("#text", "Got them all");
        await ann.Page.TapAsync(".composer-send");
        await bob.SeesAsync("Got them all");
        await StandsAtTheBottomAsync(ann);
        await Expect(ann.Said("Got them all")).ToBeInViewportAsync();

        await ann.Page.FillAsync("#text", string.Join('\n', Enumerable.Range(1, 40)));
        await StandsAtTheBottomAsync(ann);
    }

    [Fact]
    public async Task Actions_come_in_a_sheet_from_below()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(bob, chat, "We won");
        await ann.GoesToAsync(chat);
        var sheet = ann.Page.Locator("#sheet");

        await ann.Said("We won").Locator(".more").TapAsync();
        await Expect(sheet).ToBeVisibleAsync();
        var box = (await sheet.BoundingBoxAsync())!;
        Assert.Equal((0, Width), ((int)box.X, (int)box.Width));
        Assert.Equal(Height, box.Y + box.Height, 1.0);
        Assert.True(box.Y > 100, "The chat can still be seen above.");

        await ann.Page.TapAsync("#sheet .chip:has-text('🎉')");
        await Expect(sheet).ToBeHiddenAsync();
        await Expect(bob.Said("We won").Locator(".reaction")).ToHaveTextAsync("🎉 1");
    }

    [Fact]
    public async Task A_tap_beside_the_sheet_puts_it_away()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(bob, chat, "We won");
        await ann.GoesToAsync(chat);

        await ann.Said("We won").Locator(".more").TapAsync();
        await Expect(ann.Page.Locator("#sheet")).ToBeVisibleAsync();
        await ann.Page.Touchscreen.TapAsync(Width / 2, 50);

        await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        Assert.EndsWith($"/chats/{chat}", ann.Page.Url);
    }

    [Fact]
    public async Task Tabs_below_lead_everywhere()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(bob, chat, "Call me");
        await ann.GoesToAsync("/");
        var tabs = (await ann.Page.Locator(".tabs").BoundingBoxAsync())!;
        Assert.Equal(Height, tabs.Y + tabs.Height, 1.0);
        Assert.Equal(4, await ann.Page.Locator(".tabs a").CountAsync());
        await Expect(ann.Page.Locator(".tabs [aria-current=page]")).ToHaveTextAsync("Chats");

        foreach (var (tab, path, heading) in new[] { ("People", "/search$", "People"), ("Calls", "/calls$", "Calls"), ("Me", "/settings$", "Settings") })
        {
            await ann.GoesToAsync("/");
            await ann.Page.TapAsync($".tabs a:has-text('{tab}')");
            await ann.ArrivesAsync(path);
            await Expect(ann.Page.Locator("h1")).ToHaveTextAsync(heading);
        }
    }

    [Fact]
    public async Task Nothing_is_wider_than_the_screen()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(bob, chat, new string('w', 300));
        await SaysAsync(bob, chat, $"```\n{new string('x', 300)}\n```");
        await SaysAsync(bob, chat, $"https://example.org/{new string('y', 300)}");
        var group = await GroupAsync($"Group {new string('z', 60)}", ann, bob);

        foreach (var path in new[] { "/", $"/chats/{chat}", $"/chats/{group}", $"/chats/{group}/members", "/search", "/chats/new", "/chats/new/group", "/settings", "/settings/devices", "/settings/password", "/calls", "/calls/test", $"/people/{bob.Id}" })
        {
            await ann.GoesToAsync(path);
            Assert.Equal((path, Width), (path, await ann.Page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('main, .sidebar, .thread-scroll')].filter(e => e.offsetWidth).map(e => e.scrollWidth))")));
        }
    }

    static async Task StandsAtTheBottomAsync(Person person)
    {
        await Expect(person.Page.Locator(".composer :is(.composer-send, .composer-voice):visible")).ToBeInViewportAsync(new LocatorAssertionsToBeInViewportOptions { Ratio = 1 });
        var box = (await person.Page.Locator("#composer").BoundingBoxAsync())!;
        Assert.Equal(Height, box.Y + box.Height, 1.0);
        Assert.True(box.Height < Height / 2, "What is said can still be seen.");
    }

    /// <summary>Ann has a phone; Bob looks at their chat on a larger screen.</summary>
    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync()
    {
        var ann = await SomebodyAsync("Ann", Phone);
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await bob.GoesToAsync(chat);
        return (ann, bob, chat);
    }
}
