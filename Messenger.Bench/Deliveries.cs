using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>From a send to everybody's socket.</summary>
public static class Deliveries
{
    static readonly string hundred = new('x', 100);

    public static async Task MeasureAsync(Bench bench)
    {
        foreach (var sockets in new[] { 500, 2000, 10_000 })
        {
            var people = await bench.Company.PeopleAsync(66);
            using var room = await Room.OpenAsync(bench, people, sockets);
            await Sends.WithEarsAsync(bench, room, 8, bench.WarmUp);
            await room.HearAsync(await bench.Company.LastSequenceAsync(people[0], room.Chat));

            var (heard, worked, watch) = (room.Heard, bench.Target.Worked(), Stopwatch.StartNew());
            await Sends.WithEarsAsync(bench, room, 8, bench.Time);
            await room.HearAsync(await bench.Company.LastSequenceAsync(people[0], room.Chat));
            var (count, seconds) = (room.Heard - heard, watch.Elapsed.TotalSeconds);
            var cost = bench.Target.IsOurs ? $"{(bench.Target.Worked() - worked).TotalMilliseconds / count * 1000:0.0} ms CPU per 1,000" : "CPU unknown";
            Bench.Say($"deliveries/s, {sockets:N0} in the room", $"{count / seconds:N0} ({cost}; {room.Faults})");
        }
    }

    /// <summary>Twenty messages a second whatever happens, timed from when each was due (open loop).</summary>
    public static async Task LatencyAsync(Bench bench)
    {
        foreach (var sockets in new[] { 50, 500 })
        {
            var people = await bench.Company.PeopleAsync(66);
            var due = new ConcurrentDictionary<int, long>();
            var times = new ConcurrentBag<double>();
            using var room = await Room.OpenAsync(bench, people, sockets, (sequence, at) =>
            {
                if (due.TryGetValue(sequence, out var then))
                {
                    times.Add(Stopwatch.GetElapsedTime(then, at).TotalMilliseconds);
                }
            });
            using var wire = await Wire.OpenAsync(bench.Home);
            var request = wire.Request("POST", $"/api/chats/{room.Chat}/messages", $"{{\"content\":\"{hundred}\"}}", $"Authorization: Bearer {people[0].Token}");
            await Sends.WithEarsAsync(bench, room, 1, bench.WarmUp);
            var sequence = await bench.Company.LastSequenceAsync(people[0], room.Chat);
            await room.HearAsync(sequence);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            for (var i = 0; i < bench.Options.Seconds * 20; i++)
            {
                await timer.WaitForNextTickAsync();
                due[sequence + 1] = Stopwatch.GetTimestamp();
                await wire.AskAsync(request);
                sequence++;
            }

            await room.HearAsync(sequence);
            List<double> sorted = [.. times.Order()];
            Bench.Say($"delivery, {sockets} in the room at 20 messages/s", $"p50 {Bench.Percentile(sorted, 0.5):0.0} ms, p99 {Bench.Percentile(sorted, 0.99):0.0} ms ({sorted.Count:N0} deliveries; {room.Faults})");
        }
    }
}
