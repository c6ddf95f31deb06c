using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>Measures durable sends over the API: an answer means that the message is on disk.</summary>
public static class SendMeasure
{
    // A socket has room for 256.
    const int Ahead = 100;

    static readonly string hundred = new('x', 100);

    public static async Task MeasureAsync(Bench bench)
    {
        var people = await bench.People.FirstAsync(66);
        using var room = await Room.OpenAsync(bench, people, 50);
        await SendAsync(bench, room, 16, bench.WarmUp);
        var worked = bench.Server.ProcessorTime();
        var (count, times) = await SendAsync(bench, room, 16, bench.Time);
        var cost = bench.Server.IsOurs ? $"{(bench.Server.ProcessorTime() - worked).TotalMilliseconds / count * 1000:0} µs CPU each" : "CPU unknown";
        await room.WaitForAsync(await bench.Api.LastSequenceAsync(people[0], room.Chat));
        Bench.Say("durable sends/s, 50 sockets in the room, 16 senders", $"{count / bench.Time.TotalSeconds:N0} (p50 {Bench.Percentile(times, 0.5):0.0} ms, p99 {Bench.Percentile(times, 0.99):0.0} ms; {cost}; {room.Faults})");
    }

    public static async Task BesideIdleSocketsAsync(Bench bench)
    {
        var people = await bench.People.FirstAsync(66);
        // Others than those who talk, or they would hear it.
        using var idle = await Room.OpenAsync(bench, [.. people.Skip(Room.Writers + 1)], 2000);
        using var room = await Room.OpenAsync(bench, [.. people.Take(Room.Writers + 1)], 1);
        await SendAsync(bench, room, 64, TimeSpan.FromSeconds(1));
        var (_, times) = await SendAsync(bench, room, 64, bench.Time);
        Bench.Say("slowest send with 2,000 idle sockets and 64 senders", $"{times[^1]:0} ms (p50 {Bench.Percentile(times, 0.5):0.0} ms, p99 {Bench.Percentile(times, 0.99):0.0} ms)");
    }

    /// <summary>The same, but senders wait while somebody is far behind.</summary>
    public static Task WithReadersAsync(Bench bench, Room room, int senders, TimeSpan time)
    {
        var posted = room.Slowest;
        return SendAsync(bench, room, senders, time, () => Interlocked.Increment(ref posted) - room.Slowest < Ahead || Interlocked.Decrement(ref posted) < 0);
    }

    /// <summary>Each sender begins its next send when the one before was answered. The times are sorted, in milliseconds.</summary>
    /// <param name="mayGo">Asked before each send: whether the room keeps up.</param>
    public static async Task<(int Count, List<double> Times)> SendAsync(Bench bench, Room room, int senders, TimeSpan time, Func<bool>? mayGo = null)
    {
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, senders).Select(async number =>
        {
            using var connection = await HttpConnection.OpenAsync(bench.Home);
            var request = connection.Request("POST", $"/api/chats/{room.Chat}/messages", $"{{\"content\":\"{hundred}\"}}", $"Authorization: Bearer {room.People[number % Room.Writers].Token}");
            List<double> mine = [];
            while (watch.Elapsed < time)
            {
                if (mayGo?.Invoke() is false)
                {
                    await Task.Delay(1);
                    continue;
                }

                var before = Stopwatch.GetTimestamp();
                var (status, _) = await connection.AskAsync(request);
                mine.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
                if (status != 201)
                {
                    throw new IOException($"A send was answered with {status}.");
                }
            }

            return mine;
        }));
        List<double> all = [.. times.SelectMany(mine => mine).Order()];
        return (all.Count, all);
    }
}
