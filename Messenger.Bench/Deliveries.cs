using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>From a send to everybody's socket.</summary>
public static class Deliveries
{
    // Senders wait when somebody is this far behind: a socket has room for 256.
    const int Ahead = 100;

    static readonly string hundred = new('x', 100);

    public static async Task MeasureAsync(Bench bench)
    {
        foreach (var sockets in new[] { 500, 2000, 10_000 })
        {
            var people = await bench.Company.PeopleAsync(66);
            using var room = await Room.OpenAsync(bench, people, sockets);
            var posted = 0;
            await SendAsync(TimeSpan.FromSeconds(2));
            await room.HearAsync(await bench.Company.LastSequenceAsync(people[0], room.Chat));

            var (heard, worked, watch) = (room.Heard, bench.Target.IsOurs ? bench.Target.Worked() : default, Stopwatch.StartNew());
            await SendAsync(bench.Time);
            await room.HearAsync(await bench.Company.LastSequenceAsync(people[0], room.Chat));
            var (count, seconds) = (room.Heard - heard, watch.Elapsed.TotalSeconds);
            var cost = bench.Target.IsOurs ? $"{(bench.Target.Worked() - worked).TotalMilliseconds / count * 1000:0.0} ms CPU per 1,000" : "CPU unknown";
            Bench.Say($"deliveries/s, {sockets:N0} in the room", $"{count / seconds:N0} ({cost}; {room.Faults})");

            async Task SendAsync(TimeSpan time)
            {
                posted = room.Slowest;
                await Sends.SendAsync(bench, room, 8, time, () => Interlocked.Increment(ref posted) - room.Slowest < Ahead || Interlocked.Decrement(ref posted) < 0);
            }
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
            var sequence = room.Slowest;
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            for (var i = 0; i < bench.Options.Seconds * 20 + 40; i++)
            {
                await timer.WaitForNextTickAsync();
                // The first two seconds warm up.
                if (i >= 40)
                {
                    due[sequence + 1] = Stopwatch.GetTimestamp();
                }

                await wire.AskAsync(request);
                sequence++;
            }

            await room.HearAsync(sequence);
            List<double> sorted = [.. times.Order()];
            Bench.Say($"delivery, {sockets} in the room at 20 messages/s", $"p50 {Bench.Percentile(sorted, 0.5):0.0} ms, p99 {Bench.Percentile(sorted, 0.99):0.0} ms ({sorted.Count:N0} deliveries; {room.Faults})");
        }
    }
}
