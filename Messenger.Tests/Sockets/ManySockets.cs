using System.Diagnostics;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>The 16th, the 100th and the 2,000th socket are like the first.</summary>
public sealed class ManySockets(Lines lines) : IClassFixture<Lines>
{
    // The original held a database connection for each socket, and the 16th waited for ever.
    [Fact]
    public async Task Cost_the_others_nothing()
    {
        var group = await lines.GroupAsync();
        var token = await lines.TokenAsync(lines.Bob);
        List<RawClient> idle = [];
        await using var bobs = await lines.OpenAsync(lines.Bob);
        foreach (var count in new[] { 16, 100, 2000 })
        {
            while (idle.Count < count)
            {
                idle.Add(await RawClient.OpenAsync(lines.Home, token));
                Assert.Equal(101, idle[^1].Status);
                if (idle.Count % 250 == 0)
                {
                    // Nobody is to take them for dead.
                    await Task.WhenAll(idle.Select(client => client.SendAsync(RawClient.Pong, "")));
                }
            }

            await Eventually.TrueAsync(() => lines.Sockets.Get(lines.Bob).Length == count + 1);
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => lines.SaysAsync(lines.Ann, group, $"With {count}")));
            await Eventually.TrueAsync(() => bobs.All("new_message").Count(data => data.GetProperty("content").GetString() == $"With {count}") == 64);

            TestContext.Current.TestOutputHelper!.WriteLine($"64 sends with {count} sockets in the room: {watch.ElapsedMilliseconds} ms");
            foreach (var one in new[] { idle[0], idle[14], idle[^1] })
            {
                Assert.Equal(64, await CountAsync(one, $"With {count}"));
            }
        }

        idle.ForEach(client => client.Dispose());
        await Eventually.TrueAsync(() => lines.Sockets.Get(lines.Bob).Length == 1);
    }

    static async Task<int> CountAsync(RawClient client, string text)
    {
        var count = 0;
        while (count < 64 && await client.ReadAsync() is { } frame)
        {
            count += frame.Text.Contains($"\"{text}\"") ? 1 : 0;
        }

        return count;
    }
}
