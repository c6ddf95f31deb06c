namespace Messenger.Tests;

/// <summary>SIGTERM while eight people send and two look on.</summary>
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
            await messenger.StartAsync();
            await crowd.AssertAllThereAsync();
        }

        Databases.GiveBack(database);
    }
}
