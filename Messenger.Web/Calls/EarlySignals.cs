using System.Collections.Concurrent;
using Messenger.Domain;

namespace Messenger.Web;

/// <summary>
/// What programs of old say to somebody who has no page in the call yet: they make their offer as soon as it rings, and the page is opened when it
/// is answered. Kept until that page is there, for the first one only.
/// </summary>
[PerProcess("Nothing: every node hears all signals, and the one that holds the page hands them out.")]
public sealed class EarlySignals
{
    // Of one person: a description and its candidates are a tenth of it.
    const int LengthLimit = 2 * CallSignals.Limit, CallLimit = 10_000;

    readonly ConcurrentDictionary<int, ConcurrentDictionary<int, Kept>> calls = new();

    /// <summary>False when there is a page already.</summary>
    public bool Keep(Signalled signal, int userId)
    {
        var kept = Of(signal.CallId, userId);
        lock (kept)
        {
            if (!kept.IsTaken && kept.Signals.Sum(one => one.Signal.Length) + signal.Signal.Length <= LengthLimit)
            {
                kept.Signals.Add(signal);
            }

            return !kept.IsTaken;
        }
    }

    /// <summary>The page is there; what is said from now on it hears itself.</summary>
    public IReadOnlyList<Signalled> Take(int callId, int userId)
    {
        var kept = Of(callId, userId);
        lock (kept)
        {
            IReadOnlyList<Signalled> early = [.. kept.Signals];
            kept.Signals.Clear();
            kept.IsTaken = true;
            return early;
        }
    }

    /// <summary>It is over.</summary>
    public void Forget(int callId) => calls.TryRemove(callId, out _);

    Kept Of(int callId, int userId)
    {
        if (calls.Count > CallLimit)
        {
            // Somebody's end was never told.
            calls.Clear();
        }

        return calls.GetOrAdd(callId, _ => new()).GetOrAdd(userId, _ => new());
    }

    sealed class Kept
    {
        public List<Signalled> Signals { get; } = [];

        public bool IsTaken { get; set; }
    }
}
