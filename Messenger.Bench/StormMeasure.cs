using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>
/// Measures a storm: every socket is cut at once, something is said, and everybody comes back at once and asks what was missed.
/// </summary>
public static class StormMeasure
{
    const int Sockets = 2000, Missed = 20;

    public static async Task MeasureAsync(Bench bench)
    {
        var people = await bench.People.FirstAsync(66);
        using var room = await Room.OpenAsync(bench, people, Sockets);
        await ComeBackAsync(bench, room, "cold");
        await ComeBackAsync(bench, room, "again");
    }

    static async Task ComeBackAsync(Bench bench, Room room, string which)
    {
        var chat = $"/api/chats/{room.Chat}";
        var before = (await bench.Api.AskAsync(HttpMethod.Get, $"{chat}/changes?after=0&epoch=", room.People[0].Token, null)).GetProperty("revision").GetInt64();
        var epoch = (await bench.Api.AskAsync(HttpMethod.Get, $"{chat}/changes?after={before}&epoch=", room.People[0].Token, null)).GetProperty("epoch").GetString();
        room.CutAll();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Missed; i++)
        {
            await bench.Api.AskAsync(HttpMethod.Post, $"{chat}/messages", room.People[i % Room.Writers].Token, new { content = $"missed {i}" });
        }

        var times = await Task.WhenAll(Enumerable.Range(0, Sockets).Select(async number =>
        {
            await room.OpenAgainAsync(number);
            var changes = await bench.Api.AskAsync(HttpMethod.Get, $"{chat}/changes?after={before}&epoch={epoch}", room.ReaderAt(number).Token, null);
            return (Time: watch.Elapsed.TotalSeconds, IsComplete: changes.GetProperty("messages").GetArrayLength() == Missed);
        }));
        Bench.Say($"{Sockets:N0} sockets cut at once ({which}): all back and complete", $"{times.Max(one => one.Time):0.0} s (half of them {times.Select(one => one.Time).Order().ElementAt(Sockets / 2):0.0} s; {times.Count(one => !one.IsComplete)} incomplete)");
    }
}
