namespace Messenger.Tests;

/// <summary>SIGTERM while eight people send and two look on.</summary>
[RunsOnce]
public sealed class AskedToEnd
{
    [Fact]
    public async Task Answers_everything_it_accepted_and_ends_in_time()
    {
        var database = await Databases.BareAsync();
        await using (var messenger = new BuiltMessenger(database))
        {
            await messenger.StartAsync();
            using var crowd = await Crowd.GatherAsync(messenger.Home, 8);
            await using var page = await OpenPage.OfAsync(messenger.Home, crowd.First);
            using var frame = await EndlessPage.OpenAsync(messenger.Home, crowd.First, crowd.Chat);
            var sending = Task.WhenAll(crowd.Senders.Select(sender => sender.SendUntilRefusedAsync(messenger.Home)));
            await Eventually.TrueAsync(() => crowd.Acknowledged > 50);

            var ended = messenger.TerminateAsync();

            Assert.Equal(0, await ended.WaitAsync(Promised.End, TestContext.Current.CancellationToken));
            await sending;
            await page.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
            await frame.Ended.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
            Assert.Matches("""<meta http-equiv="refresh" content="[3-8]">""", frame.Html);
            await messenger.StartAsync();
            await crowd.AssertAllThereAsync();
        }

        Databases.GiveBack(database);
    }

    [Fact]
    public async Task Says_so_first_to_who_sends_people_here_and_takes_what_they_send_until_that_is_noticed()
    {
        var database = await Databases.BareAsync();
        // Longer than the test takes; who asks twice does not wait for it.
        await using (var messenger = new BuiltMessenger(database) { Settings = { ["Messenger__DrainSeconds"] = "15" } })
        {
            await messenger.StartAsync();
            using var crowd = await Crowd.GatherAsync(messenger.Home, 1);
            await using var page = await OpenPage.OfAsync(messenger.Home, crowd.First);
            using var http = new HttpClient { BaseAddress = messenger.Home };
            await Eventually.TrueAsync(async () => await StatusAsync(http, "/health/ready") == 200);

            var ended = messenger.TerminateAsync();
            await Eventually.TrueAsync(async () => await StatusAsync(http, "/health/ready") == 503);
            var sent = 0;
            await crowd.SendAsync(messenger.Home, () => sent++ < 3, () => Task.CompletedTask);
            await page.StampAsync();

            Assert.Equal(200, await StatusAsync(http, "/health/live"));
            Assert.Equal(3, crowd.Acknowledged);
            Assert.False(page.Closed.IsCompleted || ended.IsCompleted);

            using (var again = System.Diagnostics.Process.Start("kill", ["-TERM", $"{messenger.ProcessId}"]))
            {
                Assert.Equal(0, await ended.WaitAsync(Promised.End, TestContext.Current.CancellationToken));
            }

            await page.Closed.WaitAsync(Promised.Close, TestContext.Current.CancellationToken);
        }

        Databases.GiveBack(database);
    }

    static async Task<int> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
