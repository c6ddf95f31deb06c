namespace Messenger.Bench;

/// <summary>All figures by name, each a line of the table.</summary>
public static class Measures
{
    static readonly (string Name, Func<Bench, Task> Measure)[] all =
    [
        ("start", Starts.MeasureAsync),
        ("bytes", Reads.BytesAsync),
        ("reads", Reads.MeasureAsync),
        ("send", Sends.MeasureAsync),
        ("idle", Sends.BesideIdleSocketsAsync),
        ("latency", Deliveries.LatencyAsync),
        ("deliver", Deliveries.MeasureAsync),
        ("hub", HubDeliveries.MeasureAsync),
        ("memory", Starts.MemoryAsync),
    ];

    public static async Task RunAsync(Options options)
    {
        if (options.Wanted.FirstOrDefault(name => all.All(one => one.Name != name)) is { } unknown)
        {
            throw new ArgumentException($"There is nothing called {unknown} to measure.");
        }

        await using var target = await Target.OpenAsync(options);
        var bench = new Bench(options, target, new Company(target.Home));
        foreach (var (name, measure) in all.Where(one => options.Wanted.Count == 0 || options.Wanted.Contains(one.Name)))
        {
            await measure(bench);
        }
    }
}

/// <summary>What every measurement needs.</summary>
public sealed record Bench(Options Options, Target Target, Company Company)
{
    public TimeSpan Time => TimeSpan.FromSeconds(Options.Seconds);

    public TimeSpan WarmUp => TimeSpan.FromSeconds(Options.WarmUp);

    public Uri Home => Target.Home;

    public static void Say(string what, string figure) => Console.WriteLine($"{what,-62} {figure}");

    /// <param name="sorted">Of times, in milliseconds.</param>
    public static double Percentile(IReadOnlyList<double> sorted, double part) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * part)];
}
