using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>Measures the way from a send to everybody's socket.</summary>
public static class DeliveryMeasure
{
    static readonly string hundred = new('x', 100);

    public static async Task MeasureAsync(Bench bench)
    {
        foreach (var sockets in new[] { 500, 2000, 10_000 })
        {
            var people = await bench.People.FirstAsync(66);
            using var room = await Room.OpenAsync(bench, people, sockets);
            await SendMeasure.WithReadersAsync(bench, room, 8, bench.WarmUp);
            await room.WaitForAsync(await bench.Api.LastSequenceAsync(people[0], room.Chat));

            var (received, worked, watch) = (room.Delivered, bench.Server.ProcessorTime(), Stopwatch.StartNew());
            await SendMeasure.WithReadersAsync(bench, room, 8, bench.Time);
            await room.WaitForAsync(await bench.Api.LastSequenceAsync(people[0], room.Chat));
            var (count, seconds) = (room.Delivered - received, watch.Elapsed.TotalSeconds);
            var cost = bench.Server.IsOurs ? $"{(bench.Server.ProcessorTime() - worked).TotalMilliseconds / count * 1000:0.0} ms CPU per 1,000" : "CPU unknown";
            Bench.Say($"deliveries/s, {sockets:N0} in the room", $"{count / seconds:N0} ({cost}; {room.Faults})");
        }
    }

    /// <summary>Twenty messages a second whatever happens, timed from when each was due (open loop).</summary>
    public static async Task LatencyAsync(Bench bench)
    {
        foreach (var sockets in new[] { 50, 500 })
        {
            var people = await bench.People.FirstAsync(66);
            var due = new ConcurrentDictionary<int, long>();
            var times = new ConcurrentBag<double>();
            using var room = await Room.OpenAsync(bench, people, sockets, (sequence, at) =>
            {
                if (due.TryGetValue(sequence, out var then))
                {
                    times.Add(Stopwatch.GetElapsedTime(then, at).TotalMilliseconds);
                }
            });
            using var connection = await HttpConnection.OpenAsync(bench.Home);
            var request = connection.Request("POST", $"/api/chats/{room.Chat}/messages", $"{{\"content\":\"{hundred}\"}}", $"Authorization: Bearer {people[0].Token}");
            await SendMeasure.WithReadersAsync(bench, room, 1, bench.WarmUp);
            var sequence = await bench.Api.LastSequenceAsync(people[0], room.Chat);
            await room.WaitForAsync(sequence);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            for (var i = 0; i < bench.Options.Seconds * 20; i++)
            {
                await timer.WaitForNextTickAsync();
                due[sequence + 1] = Stopwatch.GetTimestamp();
                await connection.AskAsync(request);
                sequence++;
            }

            await room.WaitForAsync(sequence);
            List<double> sorted = [.. times.Order()];
            Bench.Say($"delivery, {sockets} in the room at 20 messages/s", $"p50 {Bench.Percentile(sorted, 0.5):0.0} ms, p99 {Bench.Percentile(sorted, 0.99):0.0} ms ({sorted.Count:N0} deliveries; {room.Faults})");
        }
    }
}
