using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>Sixteen connections that ask for pages of random people, or send a message as one of them.</summary>
public sealed class MixedLoad : IDisposable
{
    const int Concurrency = 16, ReadEvery = 16;

    readonly Bench bench;
    readonly IReadOnlyList<MixedPage> pages;
    readonly MixedPage[][] byPerson;
    readonly HttpConnection[] connections;
    readonly Random[] chances;

    MixedLoad(Bench bench, IReadOnlyList<MixedPage> pages, HttpConnection[] connections, int seed)
    {
        (this.bench, this.pages, this.connections) = (bench, pages, connections);
        byPerson = [.. pages.GroupBy(page => page.User.Id, (_, theirs) => theirs.ToArray())];
        chances = [.. connections.Select((_, number) => new Random(seed + number))];
    }

    public static async Task<MixedLoad> OpenAsync(Bench bench, IReadOnlyList<MixedPage> pages, int seed) =>
        new(bench, pages, await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => HttpConnection.OpenAsync(bench.Home))), seed);

    /// <summary>Each page once, every answer read, no messages.</summary>
    public Task<LoadResult> PassAsync()
    {
        var order = pages.ToArray();
        chances[0].Shuffle(order);
        var next = -1;
        return MeasureAsync(async (connection, _, result) =>
        {
            for (var i = Interlocked.Increment(ref next); i < order.Length; i = Interlocked.Increment(ref next))
            {
                await result.TimeReadAsync(() => order[i].AskAsync(connection, isRead: true));
            }
        });
    }

    /// <summary>Random pages and messages for so long.</summary>
    public Task<LoadResult> RunAsync(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        return MeasureAsync(async (connection, chance, result) =>
        {
            for (var i = 0; watch.Elapsed < time; i++)
            {
                var theirs = byPerson[chance.Next(byPerson.Length)];
                var page = theirs[chance.Next(theirs.Length)];
                // Who is in no group has nobody to write to.
                if (chance.Next(100) < bench.Options.Mix.Writes && page.Groups.Count > 0)
                {
                    var (group, number) = (page.Groups[chance.Next(page.Groups.Count)], chance.Next(1000));
                    await result.TimeWriteAsync(() => MessageSend.SendAsync(connection, group, page.User, number));
                }
                else
                {
                    var isRead = i % ReadEvery == 0;
                    await result.TimeReadAsync(() => page.AskAsync(connection, isRead));
                }
            }
        });
    }

    public void Dispose() => Array.ForEach(connections, connection => connection.Dispose());

    async Task<LoadResult> MeasureAsync(Func<HttpConnection, Random, LoadResult, Task> workAsync)
    {
        var (watch, before) = (Stopwatch.StartNew(), bench.Server.ProcessorTime());
        LoadResult[] results = [.. connections.Select(_ => new LoadResult())];
        await Task.WhenAll(connections.Select((connection, number) => workAsync(connection, chances[number], results[number])));
        return LoadResult.Of(results, watch.Elapsed, bench.Server.IsOurs ? bench.Server.ProcessorTime() - before : null);
    }
}
