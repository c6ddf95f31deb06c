namespace Messenger.Bench;

/// <summary>Measures what open sockets hold while nothing is said.</summary>
public static class MemoryMeasure
{
    const int Sockets = 5000, Many = 10_000;

    static readonly TimeSpan held = TimeSpan.FromMinutes(10);

    public static Task MeasureAsync(Bench bench) => MeasureAsync(bench, Sockets, TimeSpan.Zero);

    /// <summary>As many as a node should carry, for as long as a proxy or a heartbeat could end them.</summary>
    public static Task HoldAsync(Bench bench) => MeasureAsync(bench, Many, held);

    static async Task MeasureAsync(Bench bench, int sockets, TimeSpan held)
    {
        if (!bench.Server.IsOurs)
        {
            return;
        }

        var people = await bench.People.FirstAsync(66);
        await Task.Delay(StartupMeasure.Rest);
        var before = bench.Server.Memory().All;
        using var room = await Room.OpenAsync(bench, people, sockets);
        await Task.Delay(StartupMeasure.Rest + held);
        var (all, _) = bench.Server.Memory();
        Bench.Say($"memory per 1,000 sockets ({sockets:N0} open for {(StartupMeasure.Rest + held).TotalSeconds:0} s)",
            $"{(all - before) / sockets * 1000:0.0} MB ({before:0} to {all:0} MB; {room.Readers.Count(reader => reader.IsClosed)} closed)");
    }
}
