using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What is new, how much of it there is, and until when.</summary>
public sealed class ReadingWhatIsNew(Chromium chromium, Server server) : Story(chromium, server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_comes_while_nobody_looks_is_new_until_it_was_on_the_screen(bool isHidden)
    {
        var (ann, bob, chat) = await ChatOfTwoAsync();
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
        var (ann, bob, chat) = await ChatOfTwoAsync();
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
        var (ann, bob, chat) = await ChatOfTwoAsync();
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
        var (ann, bob, chat) = await ChatOfTwoAsync();
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
        var (ann, bob, _) = await ChatOfTwoAsync();
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

    [Fact]
    public async Task The_arrow_down_says_how_much_is_below()
    {
        var (ann, bob, chat) = await ChatOfTwoAsync();
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

    static ILocator NewLine(Person person) => person.Page.Locator("#first-unread");

    static ILocator Below(Person person) => person.Page.Locator("#to-newest .badge b");

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

    async Task<Person> NewDeviceAsync(Person person, string path)
    {
        var device = await AnotherDeviceAsync(person);
        await device.GoesToAsync(path);
        await device.IsLiveAsync();
        return device;
    }

    Task TakesBackAsync(Person who, MessageView message) => Server.DoAsync((Domain.Messages messages) => messages.DeleteAsync(who.Id, message.Id));
}
