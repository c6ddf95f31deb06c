using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class ALongListOfChats(Chromium chromium, Server server) : Story(chromium, server)
{
    const int Count = 130;

    [Fact]
    public async Task All_of_it_is_counted()
    {
        var (ann, bob, groups) = await PeopleAsync();
        foreach (var group in groups)
        {
            await SaysAsync(ann, group, "Hello");
        }

        await bob.GoesToAsync("/");
        await Expect(bob.Page).ToHaveTitleAsync(new Regex($@"^\({Count}\) "));
        await Expect(Rows(bob)).ToHaveCountAsync(100);

        await bob.IsLiveAsync();
        await Server.DoAsync(async (ReadReceipts reading) =>
        {
            await reading.ReadAsync(bob.Id, groups[0], int.MaxValue);
            return true;
        });
        await Expect(bob.Page).ToHaveTitleAsync(new Regex($@"^\({Count - 1}\) "));
        await SaysAsync(ann, groups[1], "Once more");
        await Expect(Rows(bob).First).ToContainTextAsync("Once more");
        await Expect(bob.Page).ToHaveTitleAsync(new Regex($@"^\({Count}\) "));
    }

    [Fact]
    public async Task It_goes_on_by_itself_and_stays_where_it_is()
    {
        var (ann, bob, groups) = await PeopleAsync();
        await bob.GoesToAsync("/");
        await bob.IsLiveAsync();

        await ScrollsAsync(bob, 1_000_000);
        await Expect(Rows(bob)).ToHaveCountAsync(Count);
        await Expect(bob.Page.Locator(".more-chats")).ToHaveCountAsync(0);
        var one = Rows(bob).Filter(new() { HasText = "Group 15." });
        await one.ScrollIntoViewIfNeededAsync();
        var place = await PlaceAsync(one);

        await one.Locator("a").ClickAsync();
        await bob.ArrivesAsync($"/chats/{groups[15]}");
        await bob.IsLiveAsync();
        await Expect(Rows(bob)).ToHaveCountAsync(Count);
        await Expect(one.Locator("a")).ToHaveAttributeAsync("aria-current", "page");
        Assert.Equal(place, await PlaceAsync(one), 2.0);

        // Another chat goes to the top, and the list is drawn anew: what one looks at does not move.
        await SaysAsync(ann, groups[60], "Up I go");
        await Expect(Rows(bob).First).ToContainTextAsync("Up I go");
        await Server.DoAsync(async (PersonalChatSettings settings) =>
        {
            await settings.PinAsync(bob.Id, groups[100], true);
            return true;
        });
        await Expect(Rows(bob).First).ToContainTextAsync("Group 100.");
        await Expect(Rows(bob)).ToHaveCountAsync(Count);
        Assert.Equal(place, await PlaceAsync(one), 2.0);

        await bob.Page.GoBackAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await bob.IsLiveAsync();
        await Expect(Rows(bob)).ToHaveCountAsync(Count);
        Assert.Equal(place, await PlaceAsync(one), 2.0);
    }

    [Fact]
    public async Task The_open_chat_is_in_it_wherever_it_stands()
    {
        var (ann, bob, groups) = await PeopleAsync();
        await bob.GoesToAsync(groups[0]);
        var open = Rows(bob).Filter(new() { HasText = "Group 0." });
        await Expect(Rows(bob)).ToHaveCountAsync(101);
        await Expect(open.Locator("a")).ToHaveAttributeAsync("aria-current", "page");

        await ScrollsAsync(bob, 1_000_000);
        await Expect(Rows(bob)).ToHaveCountAsync(Count);
        await Expect(open).ToHaveCountAsync(1);
        await Expect(Rows(bob).Last).ToContainTextAsync("Group 0.");

        await SaysAsync(ann, groups[0], "Hello");
        await Expect(Rows(bob).First).ToContainTextAsync("Group 0.");
        await Expect(Rows(bob)).ToHaveCountAsync(Count);
    }

    [Fact]
    public async Task On_a_phone_it_is_where_it_was_when_one_comes_back()
    {
        var (_, bob, groups) = await PeopleAsync(Phone);
        await bob.GoesToAsync("/");
        var one = Rows(bob).Filter(new() { HasText = "Group 60." });
        await one.ScrollIntoViewIfNeededAsync();
        var place = await PlaceAsync(one);

        await one.Locator("a").TapAsync();
        await bob.ArrivesAsync($"/chats/{groups[60]}");
        await bob.IsLiveAsync();
        await bob.Page.TapAsync(".back");
        await bob.ArrivesAsync("/$");
        await bob.IsLiveAsync();

        Assert.Equal(place, await PlaceAsync(one), 2.0);
    }

    static ILocator Rows(Person person) => person.Page.Locator("#chat-list > .chat-row");

    static Task ScrollsAsync(Person person, int to) => person.Page.EvalOnSelectorAsync("#chat-list", "(list, to) => { list.scrollTop = to }", to);

    static async Task<double> PlaceAsync(ILocator row) => (await row.BoundingBoxAsync())!.Y;

    /// <summary>Bob with many groups that Ann has made, the first one first.</summary>
    async Task<(Person Ann, Person Bob, int[] Groups)> PeopleAsync(BrowserNewContextOptions? bobs = null)
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob", bobs));
        var groups = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            groups[i] = await GroupAsync($"Group {i}.", ann, bob);
        }

        return (ann, bob, groups);
    }
}
