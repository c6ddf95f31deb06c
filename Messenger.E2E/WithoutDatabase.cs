using System.Text.RegularExpressions;
using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>The database goes away and comes back, and everybody's page finds its way back by itself.</summary>
public sealed class WithoutDatabase(Chromium chromium, Server server) : Story(chromium, server)
{
    static readonly TimeSpan soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_message_waits_says_why_and_goes_out_by_itself()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects("503");
        bob.Expects("503");
        Server.LoseDatabase();
        try
        {
            await ann.TypesAsync("Patience");
            await Expect(ann.Queued("Patience")).ToContainTextAsync("the server is busy");
            // How long it waits must not hang on the time of day.
            await ann.Page.EvaluateAsync("() => { const now = Date.now; Date.now = () => now() - 60_000 }");
        }
        finally
        {
            Server.FindDatabaseAgain();
        }

        // The server asked for five seconds, and the page adds some at random.
        await Expect(bob.Said("Patience")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        Assert.Equal(["Patience"], await ann.SeenTextsAsync());
    }

    [Fact]
    public async Task A_first_heartbeat_that_fails_is_not_taken_for_a_lost_line()
    {
        var ann = await NewPersonAsync("Ann");
        ann.Expects("503");
        var (refused, asksForList) = (new TaskCompletionSource(), new TaskCompletionSource());
        await ann.Page.RouteWebSocketAsync(new Regex("/hub"), page =>
        {
            var hub = page.ConnectToServer();
            var isFirst = true;
            page.OnMessage(frame =>
            {
                if (isFirst && frame.Text!.Contains("Beat"))
                {
                    isFirst = false;
                    Server.LoseDatabase();
                }

                if (frame.Text!.Contains("Stamp"))
                {
                    asksForList.TrySetResult();
                }

                hub.Send(frame.Text);
            });
            hub.OnMessage(frame =>
            {
                if (frame.Text!.Contains("\"error\":"))
                {
                    refused.TrySetResult();
                }

                page.Send(frame.Text);
            });
        });
        await ann.ReloadsAsync();
        await refused.Task.WaitAsync(soon, TestContext.Current.CancellationToken);
        Server.FindDatabaseAgain();

        await asksForList.Task.WaitAsync(soon, TestContext.Current.CancellationToken);

        await Expect(ann.Page.Locator("html[data-line=here]")).ToHaveCountAsync(1);
        await Expect(ann.Page.Locator("#notice")).ToBeHiddenAsync();
    }
}
