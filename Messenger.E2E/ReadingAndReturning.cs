using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class ReadingAndReturning(Chromium chromium, Server server) : Story(chromium, server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_comes_while_nobody_looks_is_new_until_it_was_on_the_screen(bool isHidden)
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(ann, chat, "Seen");
        await bob.GoesToAsync(chat);
        await Expect(bob.Page).ToHaveTitleAsync(new Regex(@"^Ann"));
        await bob.LooksAwayAsync(isHidden);
        var told = Told(bob);
        for (var i = 1; i <= 40; i++)
        {
            await SaysAsync(ann, chat, $"While away {i}.");
        }

        await bob.SeesAsync("While away 40.");
        await Expect(bob.Page).ToHaveTitleAsync(new Regex(@"^\(40\) "));
        await Expect(bob.Row(ann).Locator(".badge b")).ToHaveTextAsync("40");
        await Expect(NewLine(bob)).ToHaveTextAsync("40 new messages");
        await Expect(NewLine(bob)).ToBeInViewportAsync();
        await Expect(bob.Page.Locator("#first-unread + .message")).ToContainTextAsync("While away 1.");
        await Expect(Below(bob)).ToHaveTextAsync("40");
        Assert.Empty(told);

        await bob.LooksAgainAsync();

        var rest = 41 - await LastInViewAsync(bob);
        Assert.InRange(rest, 1, 39);
        await Expect(Below(bob)).ToHaveTextAsync($"{rest}");
        await Expect(bob.Page).ToHaveTitleAsync(new Regex($@"^\({rest}\) "));
        await Expect(NewLine(bob)).ToHaveTextAsync("40 new messages");

        await bob.Page.ClickAsync("#to-newest");
        await Expect(bob.Page).ToHaveTitleAsync(new Regex("^Ann"));
        await Expect(bob.Page.Locator("#to-newest")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_line_stands_where_one_left_the_last_time()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(ann, chat, "First");
        await bob.GoesToAsync(chat);
        await Expect(NewLine(bob)).ToHaveTextAsync("1 new message");
        await Expect(bob.Page).ToHaveTitleAsync(new Regex("^Ann"));

        await bob.LooksAwayAsync(isHidden: true);
        await SaysAsync(ann, chat, "Second");
        await Expect(bob.Page.Locator("#first-unread + .message")).ToContainTextAsync("Second");
        await bob.LooksAgainAsync();
        await Expect(bob.Page).ToHaveTitleAsync(new Regex("^Ann"));
        await SaysAsync(ann, chat, "Looked at as it comes");
        await bob.SeesAsync("Looked at as it comes");

        await Expect(NewLine(bob)).ToHaveTextAsync("1 new message");
        await Expect(bob.Page.Locator("#first-unread + .message")).ToContainTextAsync("Second");
    }

    [Fact]
    public async Task A_missed_call_is_there_to_be_read_but_for_who_called()
    {
        var (ann, bob, chat) = await TalkAsync();
        var (anns, bobs) = (await NewDeviceAsync(ann, "/"), await NewDeviceAsync(bob, "/"));
        await bob.GoesToAsync(chat);
        await bob.LooksAwayAsync(isHidden: true);

        await Server.DoAsync(async (Calls calls) => await calls.EndAsync(ann.Id, (await calls.StartAsync(ann.Id, chat, "audio")).Id));

        await Expect(bobs.Row(ann)).ToContainTextAsync("Missed voice call from Ann");
        await Expect(bobs.Row(ann).Locator(".badge b")).ToHaveTextAsync("1");
        await Expect(bobs.Page).ToHaveTitleAsync(new Regex(@"^\(1\) "));
        await Expect(NewLine(bob)).ToHaveTextAsync("1 new message");
        await Expect(anns.Row(bob)).ToContainTextAsync("Missed voice call from Ann");
        await Expect(anns.Row(bob).Locator(".badge")).ToBeHiddenAsync();

        await Server.DoAsync(async (Calls calls) =>
        {
            var call = await calls.StartAsync(ann.Id, chat, "video");
            await calls.AcceptAsync(bob.Id, call.Id);
            return await calls.EndAsync(ann.Id, call.Id);
        });

        await Expect(bobs.Row(ann)).ToContainTextAsync("Video call, 0:0");
        await Expect(bobs.Row(ann).Locator(".badge b")).ToHaveTextAsync("1");
        await Expect(anns.Page).ToHaveTitleAsync(new Regex("^Chats"));
        foreach (var device in new[] { anns, bobs })
        {
            await device.Page.ReloadAsync();
        }

        await Expect(bobs.Row(ann).Locator(".badge b")).ToHaveTextAsync("1");
        await Expect(anns.Row(bob).Locator(".badge")).ToBeHiddenAsync();
        await SaysAsync(bob, chat, "I was in the garden");
        await Expect(anns.Row(bob).Locator(".badge b")).ToHaveTextAsync("1");
        await Expect(bobs.Row(ann).Locator(".badge")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_is_taken_back_is_new_no_more()
    {
        var (ann, bob, chat) = await TalkAsync();
        var elsewhere = await NewDeviceAsync(bob, "/");
        var (one, two) = (await SaysAsync(ann, chat, "One"), await SaysAsync(ann, chat, "Two"));
        await Expect(elsewhere.Row(ann).Locator(".badge b")).ToHaveTextAsync("2");
        await Expect(elsewhere.Page).ToHaveTitleAsync(new Regex(@"^\(2\) "));

        await TakesBackAsync(ann, one);
        await Expect(elsewhere.Row(ann).Locator(".badge b")).ToHaveTextAsync("1");
        await bob.GoesToAsync(chat);
        await Expect(NewLine(bob)).ToHaveTextAsync("1 new message");
        await Expect(bob.Page.Locator("#first-unread + .message")).ToContainTextAsync("Two");
        await Expect(elsewhere.Page).ToHaveTitleAsync(new Regex("^Chats"));

        await TakesBackAsync(ann, two);
        await Expect(NewLine(bob)).ToHaveCountAsync(0);

        await bob.GoesToAsync("/");
        var three = await SaysAsync(ann, chat, "Three");
        await Expect(elsewhere.Page).ToHaveTitleAsync(new Regex(@"^\(1\) "));
        await TakesBackAsync(ann, three);
        await Expect(elsewhere.Page).ToHaveTitleAsync(new Regex("^Chats"));
        await Expect(elsewhere.Row(ann).Locator(".badge")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_line_of_the_system_is_nothing_new()
    {
        var (ann, bob, _) = await TalkAsync();
        var group = await GroupAsync("Sailors", ann, bob);
        await bob.GoesToAsync("/");
        await bob.IsLiveAsync();
        await Expect(bob.Page.Locator(".chat-row:has-text('Sailors') .badge")).ToBeHiddenAsync();

        await Server.DoAsync(async (Members members) =>
        {
            await members.RenameAsync(ann.Id, group, "Hikers");
            return true;
        });

        await Expect(bob.Page.Locator(".chat-row:has-text('Hikers')")).ToContainTextAsync("“Hikers”");
        await Expect(bob.Page.Locator(".chat-row:has-text('Hikers') .badge")).ToBeHiddenAsync();
        await Expect(bob.Page).ToHaveTitleAsync(new Regex("^Chats"));
        await SaysAsync(ann, group, "Hello");
        await Expect(bob.Page).ToHaveTitleAsync(new Regex(@"^\(1\) "));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Back_from_a_profile_is_where_one_was(bool onAPhone)
    {
        var (_, bob, chat) = await TalkAsync(onAPhone ? Phone : null);
        await FillAsync(bob, chat, 130);
        await bob.GoesToAsync(chat);
        await ScrollsToAsync(bob, "line 70");
        var place = await PlaceAsync(bob, "line 70");

        await bob.Page.ClickAsync(".thread-who");
        await bob.ArrivesAsync("/people/");
        await bob.Page.GoBackAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await IsThereAsync();

        await bob.Page.ClickAsync(".thread-who");
        await bob.ArrivesAsync("/people/");
        await bob.Page.ClickAsync("a.back");
        await bob.ArrivesAsync("/chats/");
        await IsThereAsync();

        await bob.ReloadsAsync();
        await IsThereAsync();

        async Task IsThereAsync()
        {
            await bob.IsLiveAsync();
            await Expect(bob.Said("line 70")).ToBeInViewportAsync();
            Assert.Equal(place, await PlaceAsync(bob, "line 70"), 2.0);
        }
    }

    [Fact]
    public async Task Back_from_settings_and_from_a_quote_is_too()
    {
        var (ann, bob, chat) = await TalkAsync();
        await FillAsync(ann, chat, 60);
        var first = (await Server.DoAsync((History history) => history.NewestAsync(bob.Id, chat))).Messages[10];
        await Server.DoAsync((Domain.Messages messages) => messages.PostAsync(bob.Id, chat, "That one", replyTo: first.Id));
        await FillAsync(ann, chat, 20);
        await bob.GoesToAsync(chat);
        await ScrollsToAsync(bob, "That one");
        var place = await PlaceAsync(bob, "That one");

        await bob.Said("That one").Locator(".quote").ClickAsync();
        await Expect(bob.Page.Locator($"#message-{first.Id}")).ToBeInViewportAsync();
        await bob.Page.GoBackAsync();
        await Expect(bob.Said("That one")).ToBeInViewportAsync();
        Assert.Equal(place, await PlaceAsync(bob, "That one"), 2.0);

        await bob.Page.ClickAsync(".sidebar .bar a[href='/settings']");
        await bob.ArrivesAsync("/settings");
        await bob.Page.GoBackAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await bob.IsLiveAsync();
        await Expect(bob.Said("That one")).ToBeInViewportAsync();
        Assert.Equal(place, await PlaceAsync(bob, "That one"), 2.0);
    }

    [Fact]
    public async Task A_long_page_is_where_one_was_too()
    {
        var ann = await SomebodyAsync("Ann", Phone);
        await ann.GoesToAsync("/settings");
        var link = ann.Page.Locator("main a[href='/settings/devices']");
        await link.ScrollIntoViewIfNeededAsync();
        await ann.Page.EvalOnSelectorAsync("main.page", "page => { page.scrollTop = page.scrollHeight }");
        await ann.Page.UntilAsync("() => history.state?.top > 0");
        var place = (await link.BoundingBoxAsync())!.Y;

        await link.EvaluateAsync("link => link.click()");
        await ann.ArrivesAsync("/settings/devices");
        await ann.Page.ClickAsync("a.back");
        await ann.ArrivesAsync("/settings$");
        await ann.IsLiveAsync();

        Assert.Equal(place, (await link.BoundingBoxAsync())!.Y, 2.0);
    }

    [Fact]
    public async Task The_arrow_down_says_how_much_is_below()
    {
        var (ann, bob, chat) = await TalkAsync();
        await FillAsync(ann, chat, 532);

        await bob.GoesToAsync(chat);

        await Expect(bob.Page.Locator("#first-unread + .message")).ToContainTextAsync("line 1");
        var rest = 532 - await LastInViewAsync(bob);
        await Expect(Below(bob)).ToHaveTextAsync($"{rest}");
        await Expect(bob.Page).ToHaveTitleAsync(new Regex($@"^\({rest}\) "));

        await bob.Page.ClickAsync("#to-newest");
        await Expect(bob.Said("line 532")).ToBeInViewportAsync();
        await Expect(bob.Page.Locator("#to-newest")).ToBeHiddenAsync();
        await Expect(bob.Page).ToHaveTitleAsync(new Regex("^Ann"));
    }

    [Fact]
    public async Task Midnight_makes_yesterday_of_today()
    {
        var (ann, bob, chat) = await TalkAsync();
        await SaysAsync(ann, chat, "Good night");
        await bob.GoesToAsync(chat);
        var lateToday = await bob.Page.EvalOnSelectorAsync<long>("#messages [data-at]", "li => new Date(li.dataset.at).setHours(23, 59, 50)");
        await bob.Page.Clock.InstallAsync(new() { TimeDate = DateTimeOffset.FromUnixTimeMilliseconds(lateToday).UtcDateTime });
        await bob.GoesToAsync(chat);
        await Expect(bob.Page.Locator(".day")).ToHaveTextAsync("Today");
        await Expect(bob.Row(ann).Locator("time")).ToHaveTextAsync(new Regex(@"^\d\d:\d\d$"));

        await bob.Page.Clock.FastForwardAsync(20_000);

        await Expect(bob.Page.Locator(".day")).ToHaveTextAsync("Yesterday");
        await Expect(bob.Row(ann).Locator("time")).ToHaveTextAsync(new Regex("^[A-Z][a-z]+$"));
    }

    static ILocator NewLine(Person person) => person.Page.Locator("#first-unread");

    static ILocator Below(Person person) => person.Page.Locator("#to-newest .badge b");

    static async Task ScrollsToAsync(Person person, string text)
    {
        // As one scrolls: up, until it is there.
        for (var tries = 0; tries < 20 && await person.Messages.Filter(new() { HasText = text }).CountAsync() == 0; tries++)
        {
            var count = await person.Messages.CountAsync();
            await person.Page.EvalOnSelectorAsync("#scroll", "scroll => { scroll.scrollTop = -scroll.scrollHeight }");
            await Expect(person.Messages).Not.ToHaveCountAsync(count);
        }

        await person.Said(text).EvaluateAsync("li => li.scrollIntoView({ block: 'center' })");
        await person.ArrivesAsync("around=\\d+");
    }

    static async Task<double> PlaceAsync(Person person, string text) => (await person.Said(text).BoundingBoxAsync())!.Y;

    /// <summary>The number of the last message of which at least a line can be seen.</summary>
    static Task<int> LastInViewAsync(Person person) => person.Page.EvaluateAsync<int>("""
        () => Math.max(...[...document.querySelectorAll('#messages > [data-sequence]')]
          .filter(li => li.getBoundingClientRect().top < document.getElementById('scroll').getBoundingClientRect().bottom - 40).map(li => li.dataset.sequence))
        """);

    /// <summary>What a page says of reading.</summary>
    static List<string> Told(Person person)
    {
        List<string> told = [];
        person.Page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/read", StringComparison.Ordinal))
            {
                told.Add(request.PostData ?? "");
            }
        };
        return told;
    }

    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync(BrowserNewContextOptions? bobs = null)
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob", bobs));
        return (ann, bob, await ChatAsync(ann, bob));
    }

    async Task<Person> NewDeviceAsync(Person person, string path)
    {
        var device = await AnotherDeviceAsync(person);
        await device.GoesToAsync(path);
        await device.IsLiveAsync();
        return device;
    }

    Task TakesBackAsync(Person who, MessageView message) => Server.DoAsync((Domain.Messages messages) => messages.DeleteAsync(who.Id, message.Id));
}
