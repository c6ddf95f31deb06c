using System.Collections.Concurrent;

namespace Messenger.Web;

/// <summary>
/// The people who have a connection at another node, as it said last. What a node that died has said is true for a while only.
/// </summary>
sealed class NodePeople
{
    /// <summary>How long a node may be silent; it says who is there every third of that.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(45);

    readonly ConcurrentDictionary<int, Presence> people = new();
    readonly ConcurrentDictionary<(int UserId, int ChatId), DateTimeOffset> looks = new();

    public DateTimeOffset HeardAt { get; private set; }

    /// <summary>As it calls itself; a question mark until it has said so.</summary>
    public string Name { get; private set; } = "?";

    public IEnumerable<int> All => people.Keys;

    public void Hear(PeopleHere said, string? name, DateTimeOffset now)
    {
        (HeardAt, Name) = (now, name ?? Name);
        foreach (var gone in said.IsAll ? people.Keys.Except([.. said.Online, .. said.Away]) : said.Gone)
        {
            people.TryRemove(gone, out _);
        }

        foreach (var (ids, presence) in new[] { (said.Online, Presence.Online), (said.Away, Presence.Away) })
        {
            foreach (var id in ids)
            {
                people[id] = presence;
            }
        }

        foreach (var (chat, ids) in said.Looking)
        {
            foreach (var id in ids)
            {
                looks[(id, chat)] = now;
            }
        }

        foreach (var old in looks.Where(look => now - look.Value > InProcessPresence.LooksFor))
        {
            looks.TryRemove(old);
        }
    }

    public Presence Get(int userId) => people.GetValueOrDefault(userId);

    public bool IsLooking(int userId, int chatId, DateTimeOffset now) => looks.TryGetValue((userId, chatId), out var at) && now - at < InProcessPresence.LooksFor;
}
