using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Messenger.Web;

/// <summary>
/// Presence of several nodes: of those who have a connection here, and a copy of what the other nodes say of theirs. Who has one at two nodes is
/// gone when both are. Asked while pages are drawn, so it never asks Redis.
/// </summary>
[PerProcess("Nothing: it is the copy of what all nodes say.")]
public sealed class RedisPresence : IPresence
{
    readonly InProcessPresence here;
    readonly RedisLine line;
    readonly TimeProvider time;
    readonly ConcurrentDictionary<Guid, NodePeople> nodes = new();
    readonly ConcurrentDictionary<int, Presence> told = new();
    readonly ConcurrentDictionary<(int UserId, int ChatId), bool> looks = new();
    readonly ConcurrentDictionary<int, bool> moved = new();

    public RedisPresence(RedisLine line, TimeProvider time)
    {
        (here, this.line, this.time) = (new InProcessPresence(time), line, time);
        line.Heard += Hear;
    }

    /// <summary>Another node wants to know who is here.</summary>
    internal event Action? Asked;

    /// <summary>The other nodes, and when each was heard of last; one that is silent for long is forgotten.</summary>
    internal IEnumerable<(string Name, DateTimeOffset HeardAt)> Nodes => nodes.Values.Select(node => (node.Name, node.HeardAt));

    /// <summary>Who has a connection here, and how.</summary>
    internal IEnumerable<(int UserId, Presence Presence)> Here => here.All;

    public void Connected(int userId, string connection, bool isHidden = false) => here.Connected(userId, connection, isHidden);

    public void Hide(int userId, bool isHidden) => here.Hide(userId, isHidden);

    public void Beats(int userId, string connection, bool active) => here.Beats(userId, connection, active);

    public void Looks(int userId, string connection, int chatId)
    {
        here.Looks(userId, connection, chatId);
        if (chatId != 0)
        {
            looks[(userId, chatId)] = true;
        }
    }

    public void Disconnected(int userId, string connection) => here.Disconnected(userId, connection);

    public Presence Get(int userId) => (Presence)Math.Max((int)here.Get(userId), (int)Elsewhere(userId));

    public bool IsLooking(int userId, int chatId) => here.IsLooking(userId, chatId) || Living.Any(node => node.IsLooking(userId, chatId, time.GetUtcNow()));

    public IReadOnlyList<int> Connected(IEnumerable<int> userIds)
    {
        var all = userIds.ToList();
        return [.. here.Connected(all).Union(all.Where(id => Elsewhere(id) is not Presence.Offline))];
    }

    /// <summary>Of those who have a connection here, or had the last one here, what others are to be told; and the other nodes hear of each connection.</summary>
    public async IAsyncEnumerable<(int UserId, Presence Presence)> ChangesAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (userId, now) in here.ChangesAsync(stop))
        {
            var before = told.GetValueOrDefault(userId, Elsewhere(userId));
            moved[userId] = true;
            Say(userId, now);
            if (Get(userId) is var all && all != before)
            {
                told[userId] = all;
                yield return (userId, all);
            }
        }
    }

    /// <summary>Whoever told it: it need not be told again.</summary>
    internal void HasHeard(PresenceChanged change)
    {
        if (change.Presence is Presence.Offline)
        {
            told.TryRemove(change.UserId, out _);
        }
        else
        {
            told[change.UserId] = change.Presence;
        }
    }

    /// <summary>Who came or went since it was asked last.</summary>
    internal IReadOnlyCollection<int> TakeMoved() => Take(moved);

    /// <summary>Who said since then that they look at a chat, by the chat.</summary>
    internal IReadOnlyDictionary<int, IReadOnlyList<int>> TakeLooking() =>
        Take(looks).GroupBy(look => look.ChatId, look => look.UserId).ToDictionary(chat => chat.Key, chat => (IReadOnlyList<int>)[.. chat]);

    /// <summary>Of whom something else was told last than is so.</summary>
    internal IReadOnlyList<int> Untold() =>
        [.. told.Keys.Concat(nodes.Values.SelectMany(node => node.All)).Distinct().Where(id => told.GetValueOrDefault(id) != Get(id))];

    static List<T> Take<T>(ConcurrentDictionary<T, bool> all)
        where T : notnull => [.. all.Keys.Where(one => all.TryRemove(one, out _))];

    IEnumerable<NodePeople> Living => nodes.Values.Where(node => time.GetUtcNow() - node.HeardAt < NodePeople.Life);

    Presence Elsewhere(int userId) => Living.Select(node => node.Get(userId)).DefaultIfEmpty().Max();

    void Say(int userId, Presence now) => line.Post(0, new NodeMessage(NodeMessage.Newest, line.Node)
    {
        Here = new PeopleHere(
            IsAll: false, now is Presence.Online ? [userId] : [], now is Presence.Away ? [userId] : [], now is Presence.Offline ? [userId] : [],
            new Dictionary<int, IReadOnlyList<int>>()),
    });

    void Hear(NodeMessage message)
    {
        if (message.Here is { } people)
        {
            nodes.GetOrAdd(message.Node, _ => new NodePeople()).Hear(people, message.Name, time.GetUtcNow());
            foreach (var dead in nodes.Where(node => time.GetUtcNow() - node.Value.HeardAt > NodePeople.Life * 2))
            {
                nodes.TryRemove(dead);
            }
        }

        if (message.Asks)
        {
            Asked?.Invoke();
        }
    }
}
