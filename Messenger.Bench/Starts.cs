namespace Messenger.Bench;

/// <summary>What the process takes when nobody asks for anything.</summary>
public static class Starts
{
    // It looks every ten seconds whether it may rest.
    static readonly TimeSpan rest = TimeSpan.FromSeconds(25);

    public static async Task MeasureAsync(Bench bench)
    {
        if (!bench.Target.IsOurs)
        {
            return;
        }

        List<double> times = [];
        for (var i = 0; i < 5; i++)
        {
            await bench.Target.StopAsync();
            times.Add((await bench.Target.StartAsync()).TotalMilliseconds);
        }

        times.Sort();
        Bench.Say("start to first page, migrated database", $"{times[2]:0} ms (median of 5; {times[0]:0} to {times[^1]:0})");
        await Task.Delay(rest);
        var (all, own) = bench.Target.Memory();
        Bench.Say("memory at rest", $"{all:0} MB resident, {own:0} MB of it not mapped from files");
    }

    public static async Task MemoryAsync(Bench bench)
    {
        if (!bench.Target.IsOurs)
        {
            return;
        }

        var people = await bench.Company.PeopleAsync(66);
        await Task.Delay(rest);
        var before = bench.Target.Memory().All;
        const int count = 5000;
        using var room = await Room.OpenAsync(bench, people, count);
        await Task.Delay(rest);
        var (all, _) = bench.Target.Memory();
        Bench.Say($"memory per 1,000 sockets ({count:N0} open)", $"{(all - before) / count * 1000:0.0} MB ({before:0} to {all:0} MB)");
    }
}
