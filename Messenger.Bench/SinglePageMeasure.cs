using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>
/// Measures one page asked again and again while nobody writes: how fast an answer is
/// found that was kept. What people do is the mixed measurement.
/// </summary>
public static class SinglePageMeasure
{
    const int Concurrency = 16, Small = 500, Large = 50_000;

    public static async Task BytesAsync(Bench bench)
    {
        var chat = await FilledAsync(bench, 50);
        var me = (await bench.People.LoggedInAsync(1))[0];
        var html = await bench.Api.BytesAsync(me, $"/chats/{chat}", isPage: true);
        var json = await bench.Api.BytesAsync(me, $"/api/chats/{chat}/messages", isPage: false);
        Bench.Say("bytes of a page of 50 messages, gzip", $"HTML {html.Length:N0}, JSON {json.Length:N0}");
    }

    public static async Task MeasureAsync(Bench bench)
    {
        var me = (await bench.People.LoggedInAsync(1))[0];
        var (small, large) = (await FilledAsync(bench, Small), await FilledAsync(bench, Large));
        var (bearer, cookie) = ($"Authorization: Bearer {me.Token}", $"Cookie: {me.Cookie}");
        foreach (var (what, path, who) in new[] { ("JSON", "/api/chats/{0}/messages", bearer), ("HTML", "/chats/{0}", cookie) })
        {
            var few = await AskAsync(bench, string.Format(path, small), who);
            var many = await AskAsync(bench, string.Format(path, large), who);
            Bench.Say($"one page asked again: a room of {Large:N0}, {what}, requests/s", $"{many:N0} ({many / few:0.00} of a room of {Small})");
        }

        var people = await bench.People.FirstAsync(20);
        for (var i = 0; i < 200; i++)
        {
            await bench.Api.StartGroupAsync([.. people.Take(1 + i % 10)], $"Group {i}");
        }

        Bench.Say("one page asked again: my list, 100 of 200 chats, JSON, requests/s", $"{await AskAsync(bench, "/api/chats/", bearer):N0}");
        Bench.Say("one page asked again: my list, 100 of 200 chats, HTML, requests/s", $"{await AskAsync(bench, "/chats/list", cookie):N0}");
    }

    static async Task<int> FilledAsync(Bench bench, int messages)
    {
        var people = await bench.People.FirstAsync(16);
        var chat = await bench.Api.StartGroupAsync(people);
        var left = messages;
        await Task.WhenAll(people.Select(async (one, number) =>
        {
            using var connection = await HttpConnection.OpenAsync(bench.Home);
            for (var i = Interlocked.Decrement(ref left); i >= 0; i = Interlocked.Decrement(ref left))
            {
                await connection.AskAsync(connection.Request("POST", $"/api/chats/{chat}/messages",
                    $"{{\"content\":\"Message {i} of {number}: shall we meet at the harbour at seven, or is that too early for you?\"}}", $"Authorization: Bearer {one.Token}"));
            }
        }));
        // Read like by everybody who has it open.
        await bench.Api.ReadAsync(people[0], chat);
        return chat;
    }

    static async Task<double> AskAsync(Bench bench, string path, string who)
    {
        await LoopAsync(bench.WarmUp);
        return await LoopAsync(bench.Time) / bench.Time.TotalSeconds;

        async Task<int> LoopAsync(TimeSpan time)
        {
            var watch = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(async _ =>
            {
                using var connection = await HttpConnection.OpenAsync(bench.Home);
                // As every browser and most programs ask.
                var request = connection.Request("GET", path, null, who, "Accept-Encoding: gzip");
                var count = 0;
                for (; watch.Elapsed < time; count++)
                {
                    var (status, content) = await connection.AskAsync(request);
                    if (status != 200 || content.Length < 100)
                    {
                        throw new IOException($"GET {path} was answered with {status} and {content.Length} bytes.");
                    }
                }

                return count;
            }));
            return counts.Sum();
        }
    }
}
