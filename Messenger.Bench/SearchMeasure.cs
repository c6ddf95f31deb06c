using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>Measures how long the first page of found messages takes, in a database that was filled for it behind the messenger's back.</summary>
public static class SearchMeasure
{
    const int Times = 200;

    static readonly TimeSpan look = TimeSpan.FromSeconds(2);

    public static async Task MeasureAsync(Bench bench)
    {
        var options = bench.Options.Search;
        var people = await bench.People.FirstAsync(2);
        var (me, other) = (people[0], people[1]);
        var template = await bench.Api.StartGroupAsync([me, other], "Bench");
        await bench.Api.AskAsync(HttpMethod.Post, $"/api/chats/{template}/messages", me.Token, new { content = SearchCorpus.Text(new Random(0)) });

        await using var database = await SearchDatabase.OpenAsync(bench);
        var before = await database.SizeAsync();
        await database.FillAsync(options, template, me.Id, other.Id);
        var filled = await database.SizeAsync();
        var watch = Stopwatch.StartNew();
        while (await database.BehindAsync() > 0)
        {
            await Task.Delay(look);
        }

        Bench.Say($"search: {options.Messages:N0} messages in {options.Chats:N0} chats, {options.Mine:N0} of them mine, MB", $"{(filled - before) >> 20:N0}");
        await database.AnalyzeAsync();
        Bench.Say("search: indexed within, minutes; and the index with its texts, MB", $"{watch.Elapsed.TotalMinutes:0.0}; {(await database.SizeAsync() - filled) >> 20:N0}");
        foreach (var (what, words) in SearchCorpus.Questions)
        {
            await AskAsync(bench, me, what, words);
        }
    }

    static async Task AskAsync(Bench bench, TestUser me, string what, IReadOnlyList<string> words)
    {
        using var connection = await HttpConnection.OpenAsync(bench.Home);
        List<double> times = [];
        for (var i = -words.Count; i < Times; i++)
        {
            var request = connection.Request("GET", $"/api/search?q={Uri.EscapeDataString(words[(i + words.Count) % words.Count])}", null, $"Authorization: Bearer {me.Token}");
            var watch = Stopwatch.StartNew();
            var (status, _) = await connection.AskAsync(request);
            if (status != 200)
            {
                throw new IOException($"Looking for {what} was answered with {status}.");
            }

            // Each word once before: what the disk has to fetch is another figure.
            if (i >= 0)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        Bench.Say($"search: first page, {what}, ms", $"p50 {Bench.Percentile(times, 0.5):0.0}, p99 {Bench.Percentile(times, 0.99):0.0}");
    }
}
