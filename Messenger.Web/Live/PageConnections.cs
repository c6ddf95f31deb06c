using System.Collections.Concurrent;

namespace Messenger.Web;

/// <summary>The pages that are open on this node: whose they are, in which language, and through which session.</summary>
[PerProcess("Nothing: each node tells the pages it holds open.")]
public sealed class PageConnections
{
    readonly ConcurrentDictionary<string, Open> open = new();
    readonly ConcurrentDictionary<int, ConcurrentDictionary<string, string>> languages = new();

    /// <summary>Answers how many this person has open now.</summary>
    public int Add(string connection, int userId, Guid sessionId, string language, Action close)
    {
        open[connection] = new Open(userId, sessionId, close);
        var mine = languages.GetOrAdd(userId, _ => new());
        // One after the other, so that each has a number of its own.
        lock (mine)
        {
            mine[connection] = language;
            return mine.Count;
        }
    }

    /// <summary>What closes each of them.</summary>
    public IEnumerable<Action> All => open.Values.Select(page => page.Close);

    public int Count(int userId) => languages.TryGetValue(userId, out var mine) ? mine.Count : 0;

    public void Remove(string connection)
    {
        if (open.TryRemove(connection, out var gone) && languages.TryGetValue(gone.UserId, out var mine))
        {
            mine.TryRemove(connection, out _);
        }
    }

    /// <summary>The groups of those of these people who have a page open in a language.</summary>
    public IReadOnlyList<string> Groups(IEnumerable<int> userIds, string language) =>
        [.. userIds.Where(id => languages.TryGetValue(id, out var mine) && mine.Values.Contains(language)).Select(id => GroupOf(id, language))];

    public static string GroupOf(int userId, string language) => $"user:{userId}:{language}";

    public void End(IReadOnlyCollection<Guid> sessionIds)
    {
        foreach (var (_, page) in open.Where(entry => sessionIds.Contains(entry.Value.SessionId)))
        {
            page.Close();
        }
    }

    sealed record Open(int UserId, Guid SessionId, Action Close);
}
