using System.Net;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Who may open the line to the server, and when it is closed.</summary>
public sealed class TheLine(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Is_open_to_our_own_pages_and_to_programs_that_name_no_page()
    {
        await using var none = await OpenPage.OfAsync(talk.Home, talk.Of("ann"));
        await using var ours = await OpenPage.OfAsync(talk.Home, talk.Of("ann"), talk.Home.GetLeftPart(UriPartial.Authority));

        Assert.True(await none.StampAsync() >= 0);
        Assert.True(await ours.StampAsync() >= 0);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:1.evil.example")]
    public async Task Is_closed_to_pages_of_others(string origin)
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => OpenPage.OfAsync(talk.Home, talk.Of("ann"), origin));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        // Past the negotiation too: a script can open the socket at once.
        using var socket = new HttpRequestMessage(HttpMethod.Get, "/hub") { Headers = { { "Origin", origin }, { "Connection", "Upgrade" }, { "Upgrade", "websocket" } } };
        using var answer = await talk.Of("ann").SendAsync(socket);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Is_closed_to_who_is_not_logged_in()
    {
        using var nobody = talk.OpenBrowser();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => OpenPage.OfAsync(talk.Home, nobody));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Ends_with_a_log_out()
    {
        using var browser = await talk.LogInAsync("ann");
        await using var page = await OpenPage.OfAsync(talk.Home, browser);
        await using var other = await talk.OpenAsync("ann");
        await browser.OpenAsync("/settings");

        await browser.SubmitAsync("Log out");

        await page.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
        Assert.False(other.Closed.IsCompleted);
        Assert.True(await other.StampAsync() >= 0);
    }

    [Fact]
    public async Task Ends_when_the_device_is_logged_out_from_elsewhere()
    {
        using var here = await talk.RegisterAsync("kim");
        using var there = await talk.LogInAsync("kim");
        await using var page = await OpenPage.OfAsync(talk.Home, there);
        await here.OpenAsync("/settings/devices");

        await here.SubmitAsync("Log out the others");

        await page.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ends_everywhere_else_when_the_password_is_changed()
    {
        using var here = await talk.RegisterAsync("lea");
        using var there = await talk.LogInAsync("lea");
        await using var page = await OpenPage.OfAsync(talk.Home, there);
        await here.OpenAsync("/settings/password");

        await here.SubmitAsync("Change the password", ("current", Server.Password), ("next", "four quite ordinary words"));

        await page.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ends_with_the_next_beat_when_nobody_was_told_that_the_session_has_ended()
    {
        using var browser = await talk.RegisterAsync("noor");
        await using var page = await OpenPage.OfAsync(talk.Home, browser);
        Assert.Equal(0, await page.BeatAsync(0));
        await talk.DoAsync((MessengerDb db) => db.WriteAsync(() => db.Sessions.Where(s => s.User.UserName == "noor")
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.EndedAt, DateTimeOffset.UtcNow))));
        Assert.False(page.Closed.IsCompleted);

        _ = page.BeatAsync(0);

        await page.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
    }
}
