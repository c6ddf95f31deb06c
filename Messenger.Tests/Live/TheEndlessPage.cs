using System.Diagnostics;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>/chats/5/live, the page that never ends, for browsers without JavaScript.</summary>
public sealed class TheEndlessPage(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Shows_what_is_said_changed_and_taken_back_as_it_happens()
    {
        var group = await talk.NewGroupAsync();
        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("bob"), group);
        await page.ShowsAsync("<ol class=\"messages\">");

        var message = await talk.SayAsync("ann", group, "Helo");
        await page.ShowsAsync("Helo");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{message.Id}", "text=Hello");
        await page.ShowsAsync("ann, изменено: Hello");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{message.Id}/delete");
        await page.ShowsAsync("ann: сообщение удалено");

        Assert.False(page.Ended.IsCompleted);
    }

    [Fact]
    public async Task Begins_with_what_came_after_the_page_around_it_was_drawn()
    {
        var group = await talk.NewGroupAsync();
        var seen = await talk.SayAsync("ann", group, "Seen already");
        await talk.SayAsync("ann", group, "Missed");

        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("ann"), group, seen.Sequence);

        await page.ShowsAsync("Missed");
        Assert.DoesNotContain("Seen already", page.Html);
    }

    /// <summary>The page around it may be of before a backup was restored.</summary>
    [Fact]
    public async Task Shows_what_is_said_in_a_chat_that_is_shorter_than_it_was()
    {
        var group = await talk.NewGroupAsync();
        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("ann"), group, after: 1000);
        await page.ShowsAsync("<ol class=\"messages\">");

        await talk.SayAsync("bob", group, "Said anew");

        await page.ShowsAsync("Said anew");
    }

    [Fact]
    public async Task Shows_once_what_it_is_told_of_after_it_was_drawn()
    {
        var group = await talk.NewGroupAsync();
        var ann = talk.IdOf("ann");
        await talk.SayAsync("ann", group, "Said once");
        var said = (await talk.DoAsync((History history) => history.NewestAsync(ann, group))).Messages;
        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("ann"), group);

        await talk.DoAsync((IEventBus bus) =>
        {
            bus.Publish(new MessagePosted(new Delivery.Users([ann]), said[^1]));
            return Task.FromResult(true);
        });
        await talk.SayAsync("bob", group, "And this");

        await page.ShowsAsync("And this");
        Assert.Single(Regex.Matches(page.Html, "<p>Said once"));
    }

    [Fact]
    public async Task Tells_the_time_where_its_reader_lives()
    {
        var group = await talk.NewGroupAsync();
        await talk.PostAsync("ann", "/settings?handler=look", "language=en&time_zone=Asia/Kolkata");
        await talk.SayAsync("bob", group, "Missed");
        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("ann"), group);
        await page.ShowsAsync("Missed");

        await talk.SayAsync("bob", group, "Heard");

        await page.ShowsAsync("Heard");
        var times = Regex.Matches(page.Html, "<time datetime=\"([^\"]+)\"[^>]*>([^<]+)</time>");
        Assert.Equal(2, times.Count);
        // Five and a half hours ahead of Greenwich, all the year.
        Assert.All(times, time => Assert.Equal($"{DateTimeOffset.Parse(time.Groups[1].Value).ToOffset(new TimeSpan(5, 30, 0)):HH:mm}", time.Groups[2].Value));
    }

    [Fact]
    public async Task Holds_nothing_but_reading_and_may_stand_in_our_frame_only()
    {
        var group = await talk.NewGroupAsync();
        var before = await talk.SayAsync("bob", group, "Before");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{before.Id}/reactions", "emoji=👍");
        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("ann"), group);
        await talk.SayAsync("bob", group, "Hello");
        await page.ShowsAsync("Hello");

        Assert.DoesNotContain("<form", page.Html);
        Assert.DoesNotContain("<button", page.Html);
        Assert.DoesNotContain("<script", page.Html);
        Assert.Contains("<base target=\"_top\">", page.Html);
        Assert.Contains("frame-ancestors 'self'", page.Answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-store", $"{page.Answer.Headers.CacheControl}");
        Assert.Empty(page.Answer.Content.Headers.ContentEncoding);
    }

    [Fact, RunsOnce]
    public async Task Sends_a_byte_now_and_then_although_nothing_ever_happened_in_its_chat()
    {
        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("eve"), await talk.NotesAsync("eve"));
        await page.ShowsAsync("<ol class=\"messages\">");
        var (length, watch) = (page.Html.Length, Stopwatch.StartNew());

        await Eventually.TrueAsync(() => page.Html.Length > length);

        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(5), "That was not the silence.");
        Assert.Equal("\n", page.Html[length..]);
        Assert.False(page.Ended.IsCompleted);
    }

    [Fact]
    public async Task Ends_with_a_log_out()
    {
        using var browser = await talk.LogInAsync("ann");
        using var page = await EndlessPage.OpenAsync(talk.Home, browser, await talk.NewGroupAsync());
        await page.ShowsAsync("<ol class=\"messages\">");
        await browser.OpenAsync("/settings");

        await browser.SubmitAsync("Log out");

        await page.Ended.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ends_for_who_is_removed_before_anything_else_is_said()
    {
        var group = await talk.NewGroupAsync();
        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("bob"), group);
        await page.ShowsAsync("<ol class=\"messages\">");

        await talk.PostAsync("ann", $"/chats/{group}/members/remove", $"userId={talk.IdOf("bob")}");
        await talk.SayAsync("ann", group, "Now we are among ourselves");

        await page.Ended.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Now we are", page.Html);
    }

    [Fact]
    public async Task Ends_when_nobody_was_told_that_the_session_has_ended()
    {
        using var browser = await talk.LogInAsync("bob");
        using var page = await EndlessPage.OpenAsync(talk.Home, browser, await talk.NewGroupAsync());
        await page.ShowsAsync("<ol class=\"messages\">");

        await talk.DoAsync((MessengerDb db) => db.WriteAsync(async () =>
        {
            var newest = await db.Sessions.Where(s => s.UserId == talk.IdOf("bob")).OrderByDescending(s => s.CreatedAt).Select(s => s.Id).FirstAsync();
            return await db.Sessions.Where(s => s.Id == newest).ExecuteUpdateAsync(row => row.SetProperty(s => s.EndedAt, DateTimeOffset.UtcNow));
        }));

        await page.Ended.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ends_when_nobody_was_told_that_somebody_was_removed()
    {
        var group = await talk.NewGroupAsync();
        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("bob"), group);
        using var other = await EndlessPage.OpenAsync(talk.Home, talk.Of("ann"), group);
        await page.ShowsAsync("<ol class=\"messages\">");

        await talk.DoAsync((MessengerDb db) => db.WriteAsync(() => db.Memberships.Where(m => m.ChatId == group && m.UserId == talk.IdOf("bob")).ExecuteDeleteAsync()));

        await page.Ended.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
        Assert.False(other.Ended.IsCompleted);
    }
}
