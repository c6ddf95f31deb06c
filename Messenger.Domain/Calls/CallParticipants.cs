using System.Collections.Concurrent;

namespace Messenger.Domain;

/// <summary>
/// Who is in the calls that go on, and since when none of them is here any more. Only this process knows: after a restart a call
/// may hold anybody of its chat, and its time begins anew.
/// </summary>
[PerProcess("Redis, or rows: whoever ends calls that were left must know of the connections of all nodes.")]
public sealed class CallParticipants(IPresence presence, TimeProvider time)
{
    /// <summary>Who loses the line, or whose server is restarted, is back by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<int, IReadOnlySet<int>> joined = new();
    readonly ConcurrentDictionary<int, DateTimeOffset> left = new();

    /// <summary>The first who answers talks with who called.</summary>
    public void Begin(int callId, int initiatorId, int answererId) => joined[callId] = new HashSet<int> { initiatorId, answererId };

    /// <summary>Others follow. Of a call that began before this process did nobody can say who is in it.</summary>
    public void Join(int callId, int userId)
    {
        if (joined.ContainsKey(callId))
        {
            joined.AddOrUpdate(callId, _ => new HashSet<int> { userId }, (_, people) => new HashSet<int>(people) { userId });
        }
    }

    /// <summary>None of them has been here for a while. Asked again and again.</summary>
    /// <param name="members">Of its chat; who is no longer one of them is out of its calls.</param>
    public bool IsLeft(int callId, IReadOnlyCollection<int> members)
    {
        var people = joined.TryGetValue(callId, out var known) ? members.Where(known.Contains) : members;
        if (presence.Connected(people).Count > 0)
        {
            left.TryRemove(callId, out _);
            return false;
        }

        return time.Now() - left.GetOrAdd(callId, time.Now()) >= Patience;
    }

    /// <summary>It is over.</summary>
    public void Forget(int callId)
    {
        joined.TryRemove(callId, out _);
        left.TryRemove(callId, out _);
    }
}
