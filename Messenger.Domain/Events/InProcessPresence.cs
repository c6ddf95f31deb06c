using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Messenger.Domain;

/// <summary>Presence of one process: a table of live connections, and what was last told of each person.</summary>
[PerProcess("A copy of what all nodes tell in Redis; each tells of the connections it holds.")]
public sealed class InProcessPresence(TimeProvider time) : IPresence
{
    // A page that is reloaded or followed by the next one is gone for a moment; that is not worth telling.
    static readonly TimeSpan grace = TimeSpan.FromSeconds(4), round = TimeSpan.FromSeconds(1);

    // A page says it with every beat; one that sleeps says nothing.
    public static readonly TimeSpan LooksFor = TimeSpan.FromSeconds(12);

    readonly ConcurrentDictionary<int, Person> people = new();

    /// <summary>Who is here.</summary>
    public IEnumerable<(int UserId, Presence Presence)> All =>
        people.Select(one => (one.Key, Now: Now(one.Value))).Where(one => one.Now is not Presence.Offline);

    public void Connected(int userId, string connection, bool isHidden = false)
    {
        var person = people.GetOrAdd(userId, _ => new Person());
        lock (person)
        {
            person.Active[connection] = true;
            person.IsHidden = isHidden;
        }
    }

    public void Hide(int userId, bool isHidden) => Change(userId, person => person.IsHidden = isHidden);

    public void Beats(int userId, string connection, bool active) => Change(userId, person =>
    {
        if (person.Active.ContainsKey(connection))
        {
            person.Active[connection] = active;
        }
    });

    public void Looks(int userId, string connection, int chatId) => Change(userId, person =>
    {
        if (person.Active.ContainsKey(connection))
        {
            person.Looking[connection] = (chatId, time.GetUtcNow());
        }
    });

    public void Disconnected(int userId, string connection) => Change(userId, person =>
    {
        person.Active.Remove(connection);
        person.Looking.Remove(connection);
        person.LeftAt = time.GetUtcNow();
    });

    public Presence Get(int userId) => people.TryGetValue(userId, out var person) ? Now(person) : Presence.Offline;

    public bool IsLooking(int userId, int chatId)
    {
        if (!people.TryGetValue(userId, out var person))
        {
            return false;
        }

        lock (person)
        {
            return person.Looking.Values.Any(look => look.ChatId == chatId && time.GetUtcNow() - look.At < LooksFor);
        }
    }

    public IReadOnlyList<int> Connected(IEnumerable<int> userIds) =>
        [.. userIds.Where(id => people.TryGetValue(id, out var person) && person.Active.Count > 0 && !person.IsHidden)];

    public async IAsyncEnumerable<(int UserId, Presence Presence)> ChangesAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var timer = new PeriodicTimer(round, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            foreach (var (id, person) in people)
            {
                var now = Now(person);
                if (now != person.Told)
                {
                    person.Told = now;
                    yield return (id, now);
                }
            }
        }
    }

    void Change(int userId, Action<Person> change)
    {
        if (people.TryGetValue(userId, out var person))
        {
            lock (person)
            {
                change(person);
            }
        }
    }

    Presence Now(Person person)
    {
        lock (person)
        {
            return person.IsHidden ? Presence.Offline
                : person.Active.ContainsValue(true) ? Presence.Online
                : person.Active.Count > 0 ? Presence.Away
                : time.GetUtcNow() - person.LeftAt < grace ? person.Told
                : Presence.Offline;
        }
    }

    sealed class Person
    {
        public Dictionary<string, bool> Active { get; } = [];

        public Dictionary<string, (int ChatId, DateTimeOffset At)> Looking { get; } = [];

        public DateTimeOffset LeftAt { get; set; }

        public bool IsHidden { get; set; }

        public Presence Told { get; set; }
    }
}
