using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>A chat in which some write and the others listen, with many sockets dealt out among them: nobody hears what they write themselves.</summary>
public sealed class Room : IDisposable
{
    public const int Writers = 16;

    readonly List<EventReader> readers = [];

    Room(int chat, IReadOnlyList<TestUser> people) => (Chat, People) = (chat, people);

    public int Chat { get; }

    public IReadOnlyList<TestUser> People { get; }

    public IReadOnlyList<EventReader> Readers => readers;

    /// <summary>Deliveries so far.</summary>
    public long Delivered => readers.Sum(reader => reader.Tally.Count);

    /// <summary>The message that everybody has received.</summary>
    public int Slowest => readers.Min(reader => reader.Tally.Last);

    public string Faults => $"{readers.Sum(reader => reader.Tally.Lost)} lost, {readers.Sum(reader => reader.Tally.Doubled)} doubled, {readers.Count(reader => reader.IsClosed)} closed";

    public static async Task<Room> OpenAsync(Bench bench, IReadOnlyList<TestUser> people, int sockets, Action<int, long>? received = null)
    {
        var chat = await bench.Api.StartGroupAsync(people);
        var room = new Room(chat, people);
        var from = await bench.Api.LastSequenceAsync(people[0], chat);
        for (var i = 0; i < sockets; i++)
        {
            room.readers.Add(await EventReader.OpenAsync(bench.Home, people[Writers + i % (people.Count - Writers)].Token, from, received));
        }

        return room;
    }

    /// <summary>Until everybody has received up to here, or five seconds have brought nothing new.</summary>
    public async Task WaitForAsync(int sequence)
    {
        var (watch, before) = (Stopwatch.StartNew(), Delivered);
        while (Slowest < sequence && watch.Elapsed < TimeSpan.FromSeconds(5))
        {
            await Task.Delay(10);
            if (Delivered > before)
            {
                before = Delivered;
                watch.Restart();
            }
        }

        if (Slowest < sequence)
        {
            Console.WriteLine($"  some sockets never received up to {sequence}: the slowest is at {Slowest}");
        }
    }

    public void Dispose() => readers.ForEach(reader => reader.Dispose());
}
