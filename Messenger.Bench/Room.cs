using System.Diagnostics;

namespace Messenger.Bench;

/// <summary>A chat in which some write and the others listen, with many sockets dealt out among them: nobody hears what they write themselves.</summary>
public sealed class Room : IDisposable
{
    public const int Writers = 16;

    readonly List<Ear> ears = [];

    Room(int chat, IReadOnlyList<Someone> people) => (Chat, People) = (chat, people);

    public int Chat { get; }

    public IReadOnlyList<Someone> People { get; }

    public IReadOnlyList<Ear> Ears => ears;

    /// <summary>Deliveries so far.</summary>
    public long Heard => ears.Sum(ear => ear.Count);

    /// <summary>The message that everybody has heard.</summary>
    public int Slowest => ears.Min(ear => ear.Last);

    public string Faults => $"{ears.Sum(ear => ear.Lost)} lost, {ears.Sum(ear => ear.Doubled)} doubled, {ears.Count(ear => ear.IsClosed)} closed";

    public static async Task<Room> OpenAsync(Bench bench, IReadOnlyList<Someone> people, int sockets, Action<int, long>? heard = null)
    {
        var chat = await bench.Company.GroupAsync(people);
        var room = new Room(chat, people);
        var from = await bench.Company.LastSequenceAsync(people[0], chat);
        for (var i = 0; i < sockets; i++)
        {
            room.ears.Add(await Ear.OpenAsync(bench.Home, people[Writers + i % (people.Count - Writers)].Token, from, heard));
        }

        return room;
    }

    /// <summary>Until everybody has heard up to here, or five seconds have brought nothing new.</summary>
    public async Task HearAsync(int sequence)
    {
        var (watch, before) = (Stopwatch.StartNew(), Heard);
        while (Slowest < sequence && watch.Elapsed < TimeSpan.FromSeconds(5))
        {
            await Task.Delay(10);
            if (Heard > before)
            {
                before = Heard;
                watch.Restart();
            }
        }

        if (Slowest < sequence)
        {
            Console.WriteLine($"  some sockets never heard up to {sequence}: the slowest is at {Slowest}");
        }
    }

    public void Dispose() => ears.ForEach(ear => ear.Dispose());
}
