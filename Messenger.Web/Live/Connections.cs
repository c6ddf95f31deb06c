using System.Collections.Concurrent;

namespace Messenger.Web;

/// <summary>The pages that are open on this node: whose they are, in which language, and through which session.</summary>
public sealed class Connections
{
    readonly ConcurrentDictionary<string, Open> open = new();
    readonly ConcurrentDictionary<int, ConcurrentDictionary<string, string>> languages = new();

    public void Add(string connection, int userId, Guid sessionId, string language, Action close)
    {
        open[connection] = new Open(userId, sessionId, close);
        languages.GetOrAdd(userId, _ => new())[connection] = language;
    }

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
