using System.Diagnostics;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messenger.Bench;

/// <summary>Measures deliveries to browsers: a fragment of HTML for each message, over SignalR.</summary>
public static class HubDeliveryMeasure
{
    const int Pages = 200;

    public static async Task MeasureAsync(Bench bench)
    {
        var me = (await bench.People.LoggedInAsync(1))[0];
        var people = await bench.People.FirstAsync(66);
        using var room = await Room.OpenAsync(bench, people, 0);
        var pages = new List<Page>();
        for (var i = 0; i < Pages; i++)
        {
            pages.Add(await Page.OpenAsync(bench.Home, me.Cookie));
        }

        await SendAsync(bench.WarmUp);
        var (before, watch) = (pages.Sum(page => page.Count), Stopwatch.StartNew());
        await SendAsync(bench.Time);
        Bench.Say($"deliveries/s to {Pages} open pages over the hub", $"{(pages.Sum(page => page.Count) - before) / watch.Elapsed.TotalSeconds:N0}");
        await Task.WhenAll(pages.Select(page => page.CloseAsync()));

        Task SendAsync(TimeSpan time)
        {
            var (posted, start) = (0L, pages.Min(page => page.Count));
            return SendMeasure.SendAsync(bench, room, 4, time, () => Interlocked.Increment(ref posted) - (pages.Min(page => page.Count) - start) < 50 || Interlocked.Decrement(ref posted) < 0);
        }
    }

    sealed class Page(HubConnection connection)
    {
        long count;

        public long Count => Interlocked.Read(ref count);

        public static async Task<Page> OpenAsync(Uri home, string cookie)
        {
            var connection = new HubConnectionBuilder().WithUrl(new Uri(home, "/hub"), options => options.Headers["Cookie"] = cookie).Build();
            var page = new Page(connection);
            connection.On<string, int, long>("fragment", (_, chat, _) => page.count += chat > 0 ? 1 : 0);
            await connection.StartAsync();
            return page;
        }

        public async Task CloseAsync() => await connection.DisposeAsync();
    }
}
