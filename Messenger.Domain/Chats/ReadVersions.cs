using System.Collections.Concurrent;

namespace Messenger.Domain;

/// <summary>Counts the read marks that moved in each chat, on this node: reading takes no revision, but is shown.</summary>
[PerProcess("Moves on every node that hears of a ChatRead.")]
public sealed class ReadVersions
{
    const int Limit = 100_000;

    readonly ConcurrentDictionary<int, long> versions = new();
    long last;

    public long Of(int chatId) => versions.GetValueOrDefault(chatId);

    public void Move(int chatId)
    {
        if (versions.Count >= Limit)
        {
            versions.Clear();
        }

        versions[chatId] = Interlocked.Increment(ref last);
    }
}
