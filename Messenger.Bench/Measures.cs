namespace Messenger.Bench;

/// <summary>All figures by name, each a line of the table or a few.</summary>
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

    public static async Task RunAsync(Options options)
    {
        if (options.Wanted.FirstOrDefault(name => all.All(one => one.Name != name)) is { } unknown)
        {
            throw new ArgumentException($"There is nothing called {unknown} to measure.");
        }

        await using var server = await MeasuredServer.OpenAsync(options);
        var api = new ApiClient(server.Home);
        var bench = new Bench(options, server, api, new TestPeople(api, new LoginForm(server.Home)));
        foreach (var (name, measure) in all.Where(one => options.Wanted.Count == 0 || options.Wanted.Contains(one.Name)))
        {
            await measure(bench);
        }
    }
}
