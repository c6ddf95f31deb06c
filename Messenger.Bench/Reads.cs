using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>Opening rooms and the list, logged in and checked like everybody.</summary>
public static class Reads
{
    const int Concurrency = 16, Small = 500, Large = 50_000;

    public static async Task BytesAsync(Bench bench)
    {
        var chat = await FilledAsync(bench, 50);
        var me = (await bench.Company.PeopleAsync(1))[0];
        var html = await bench.Company.BytesAsync(me, $"/chats/{chat}", isPage: true);
        var json = await bench.Company.BytesAsync(me, $"/api/chats/{chat}/messages", isPage: false);
        Bench.Say("bytes of a page of 50 messages, gzip", $"HTML {html.Length:N0}, JSON {json.Length:N0}");
    }

    public static async Task MeasureAsync(Bench bench)
    {
        var me = (await bench.Company.PeopleAsync(1))[0];
        var (small, large) = (await FilledAsync(bench, Small), await FilledAsync(bench, Large));
        var (bearer, cookie) = ($"Authorization: Bearer {me.Token}", $"Cookie: {me.Cookie}");
        foreach (var (what, path, who) in new[] { ("JSON", "/api/chats/{0}/messages", bearer), ("HTML", "/chats/{0}", cookie) })
        {
            var few = await AskAsync(bench, string.Format(path, small), who);
            var many = await AskAsync(bench, string.Format(path, large), who);
            Bench.Say($"open a room of {Large:N0}, {what}, requests/s at concurrency {Concurrency}", $"{many:N0} ({many / few:0.00} of a room of {Small})");
        }

        var people = await bench.Company.PeopleAsync(20);
        for (var i = 0; i < 200; i++)
        {
            await bench.Company.GroupAsync([.. people.Take(1 + i % 10)], $"Group {i}");
        }

        Bench.Say("list my chats (100 of 200), JSON, requests/s", $"{await AskAsync(bench, "/api/chats/", bearer):N0}");
        Bench.Say("list my chats (100 of 200), HTML, requests/s", $"{await AskAsync(bench, "/chats/list", cookie):N0}");
    }

    static async Task<int> FilledAsync(Bench bench, int messages)
    {
        var people = await bench.Company.PeopleAsync(16);
        var chat = await bench.Company.GroupAsync(people);
        var left = messages;
        await Task.WhenAll(people.Select(async (one, number) =>
        {
            using var wire = await Wire.OpenAsync(bench.Home);
            for (var i = Interlocked.Decrement(ref left); i >= 0; i = Interlocked.Decrement(ref left))
            {
                await wire.AskAsync(wire.Request("POST", $"/api/chats/{chat}/messages",
                    $"{{\"content\":\"Message {i} of {number}: shall we meet at the harbour at seven, or is that too early for you?\"}}", $"Authorization: Bearer {one.Token}"));
            }
        }));
        // Read like by everybody who has it open.
        var me = people[0];
        using var reader = await Wire.OpenAsync(bench.Home);
        await reader.AskAsync(reader.Request("POST", $"/api/chats/{chat}/read", "{}", $"Authorization: Bearer {me.Token}"));
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
                using var wire = await Wire.OpenAsync(bench.Home);
                // As every browser and most programs ask.
                var request = wire.Request("GET", path, null, who, "Accept-Encoding: gzip");
                var count = 0;
                for (; watch.Elapsed < time; count++)
                {
                    var (status, content) = await wire.AskAsync(request);
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
