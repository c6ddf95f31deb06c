using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>The database goes away and comes back, and everybody's page finds its way back by itself.</summary>
public sealed class WithoutDatabase(Chromium chromium, Server server) : Story(chromium, server)
{
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
        await Expect(bob.Said("Patience")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        Assert.Equal(["Patience"], await ann.SeenTextsAsync());
    }
}
