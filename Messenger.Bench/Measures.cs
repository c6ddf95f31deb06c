namespace Messenger.Bench;

/// <summary>The figures by name, all of them, each a line of the table or a few.</summary>
public static class Measures
{
    static readonly (string Name, Func<Bench, Task> Measure)[] all =
    [
        ("start", StartupMeasure.MeasureAsync),
        ("bytes", SinglePageMeasure.BytesAsync),
        ("mixed", MixedMeasure.MeasureAsync),
        ("single", SinglePageMeasure.MeasureAsync),
        ("send", SendMeasure.MeasureAsync),
        ("idle", SendMeasure.BesideIdleSocketsAsync),
        ("latency", DeliveryMeasure.LatencyAsync),
        ("deliver", DeliveryMeasure.MeasureAsync),
        ("hub", HubDeliveryMeasure.MeasureAsync),
        ("memory", MemoryMeasure.MeasureAsync),
        ("hold", MemoryMeasure.HoldAsync),
        ("storm", StormMeasure.MeasureAsync),
    ];

    // It fills the database with more than the others would bear, so it has to be named.
    static readonly (string Name, Func<Bench, Task> Measure) search = ("search", SearchMeasure.MeasureAsync);

    public static async Task RunAsync(Options options)
    {
        if (options.Wanted.FirstOrDefault(name => all.Append(search).All(one => one.Name != name)) is { } unknown)
        {
            throw new ArgumentException($"There is nothing called {unknown} to measure.");
        }

        await using var server = await MeasuredServer.OpenAsync(options);
        var api = new ApiClient(server.Home);
        var bench = new Bench(options, server, api, new TestPeople(api, new LoginForm(server.Home)));
        foreach (var (name, measure) in all.Append(search).Where(one => options.Wanted.Contains(one.Name) || options.Wanted.Count == 0 && one != search))
        {
            await measure(bench);
        }
    }
}
