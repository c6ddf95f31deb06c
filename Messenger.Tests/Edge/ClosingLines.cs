using System.Collections.Concurrent;
using System.Diagnostics;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>What stays open is closed little by little when a node ends: all of it comes back to whoever is left.</summary>
public sealed class ClosingLines(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Is_spread_over_a_time_that_grows_with_their_number()
    {
        var (closed, watch) = (new ConcurrentQueue<TimeSpan>(), new Stopwatch());
        var pages = await server.DoAsync((PageConnections pages) => Task.FromResult(pages));
        for (var i = 0; i < 400; i++)
        {
            pages.Add($"line {i}", i, Guid.NewGuid(), "en", () => closed.Enqueue(watch.Elapsed));
        }

        watch.Start();
        await server.DoAsync(async (OpenLines lines) =>
        {
            await lines.CloseAsync(TestContext.Current.CancellationToken);
            return true;
        });

        // 400 × 5 ms, as far as timers are exact, and a slow machine takes longer.
        Assert.Equal(400, closed.Count);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(1.5), $"It took {watch.Elapsed}.");
        Assert.InRange(closed.Count(at => at < watch.Elapsed / 2), 40, 360);
    }
}
