namespace Messenger.Bench;

/// <summary>Measures how long a start takes, and what the process holds when nobody asks for anything.</summary>
public static class StartupMeasure
{
    // It looks every ten seconds whether it may rest.
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(25);

    public static async Task MeasureAsync(Bench bench)
    {
        if (!bench.Server.IsOurs)
        {
            return;
        }

        List<double> times = [];
        for (var i = 0; i < 5; i++)
        {
            await bench.Server.StopAsync();
            times.Add((await bench.Server.StartAsync()).TotalMilliseconds);
        }

        times.Sort();
        Bench.Say("start to first page, migrated database", $"{times[2]:0} ms (median of 5; {times[0]:0} to {times[^1]:0})");
        await Task.Delay(Rest);
        var (all, own) = bench.Server.Memory();
        Bench.Say("memory at rest", $"{all:0} MB resident, {own:0} MB of it not mapped from files");
    }
}
