namespace Messenger.Bench;

/// <summary>What open sockets hold while nothing is said.</summary>
public static class MemoryMeasure
{
    const int Sockets = 5000;

    public static async Task MeasureAsync(Bench bench)
    {
        if (!bench.Server.IsOurs)
        {
            return;
        }

        var people = await bench.People.FirstAsync(66);
        await Task.Delay(StartupMeasure.Rest);
        var before = bench.Server.Memory().All;
        using var room = await Room.OpenAsync(bench, people, Sockets);
        await Task.Delay(StartupMeasure.Rest);
        var (all, _) = bench.Server.Memory();
        Bench.Say($"memory per 1,000 sockets ({Sockets:N0} open)", $"{(all - before) / Sockets * 1000:0.0} MB ({before:0} to {all:0} MB)");
    }
}
