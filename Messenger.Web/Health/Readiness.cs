using System.Data.Common;

namespace Messenger.Web;

/// <summary>
/// Tells whether this node can serve people: not while it is ending, and not without a database that answers and takes writes. Redis is not
/// asked: without it messages are sent and found as ever.
/// </summary>
sealed class Readiness(IDatabaseCheck database, DrainState draining, TimeProvider time)
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    // Anybody may ask, as often as they like: the database is asked this often at most.
    static readonly TimeSpan fresh = TimeSpan.FromMilliseconds(500);

    readonly Lock gate = new();
    Task<bool> answer = Task.FromResult(false);
    long? askedAt;

    public async Task<bool> IsReadyAsync()
    {
        draining.Asked();
        return !draining.HasBegun && await AskAsync();
    }

    Task<bool> AskAsync()
    {
        lock (gate)
        {
            if (askedAt is not { } at || (answer.IsCompleted && time.GetElapsedTime(at) > fresh))
            {
                askedAt = time.GetTimestamp();
                // SQLite is asked by whoever calls, and here somebody holds a lock.
                answer = Task.Run(TryAsync);
            }

            return answer;
        }
    }

    async Task<bool> TryAsync()
    {
        try
        {
            return await database.TakesWritesAsync().WaitAsync(patience);
        }
        catch (Exception away) when (away is DbException || DatabaseUnavailable.Explains(away))
        {
            // Whoever writes or reads meanwhile fails too, and that is in the log.
            return false;
        }
    }
}
