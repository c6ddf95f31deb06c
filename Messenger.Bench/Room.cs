using System.Diagnostics;
using System.Net.Sockets;

namespace Messenger.Bench;

/// <summary>A chat in which some write and the others listen, with many sockets dealt out among them: nobody hears what they write themselves.</summary>
public sealed class Room : IDisposable
{
    public const int Writers = 16;

    readonly List<EventReader> readers = [];
    readonly Bench bench;

    Room(Bench bench, int chat, IReadOnlyList<TestUser> people) => (this.bench, Chat, People) = (bench, chat, people);

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
        var room = new Room(bench, chat, people);
        var from = await bench.Api.LastSequenceAsync(people[0], chat);
        for (var i = 0; i < sockets; i++)
        {
            room.readers.Add(await EventReader.OpenAsync(bench.HomeOfSocket(i), room.ReaderAt(i).Token, from, received));
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

    /// <summary>Who has this socket.</summary>
    public TestUser ReaderAt(int number) => People[Writers + number % (People.Count - Writers)];

    public void CutAll() => readers.ForEach(reader => reader.Dispose());

    /// <summary>Until the server takes it.</summary>
    public async Task OpenAgainAsync(int number)
    {
        while (true)
        {
            try
            {
                readers[number] = await EventReader.OpenAsync(bench.HomeOfSocket(number), ReaderAt(number).Token, 0);
                return;
            }
            catch (Exception refused) when (refused is IOException or SocketException)
            {
                await Task.Delay(Random.Shared.Next(50, 500));
            }
        }
    }

    public void Dispose() => readers.ForEach(reader => reader.Dispose());
}
