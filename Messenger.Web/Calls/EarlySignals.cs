using System.Collections.Concurrent;

namespace Messenger.Web;

/// <summary>
/// The signals to somebody whose page has no line yet. Programs of old make their offer as soon as
/// it rings, and the page is opened when it is answered; a page of ours makes it as soon as the
/// other one has joined. Kept until the page says that it is there.
/// </summary>
[PerProcess("Nothing: every node hears all signals, and the one that holds the page hands them out.")]
public sealed class EarlySignals
{
    // Of one call: a description and its candidates are a fiftieth of it.
    const int LengthLimit = 1 << 20, CallLimit = 10_000;

    readonly ConcurrentDictionary<int, HeldSignals> calls = new();

    /// <summary>False when there is a page already.</summary>
    public bool Keep(Signalled signal, int userId)
    {
        var kept = GetOrAdd(signal.CallId);
        lock (kept)
        {
            if (kept.Here.Contains((userId, signal.ToParty)))
            {
                return false;
            }

            if (kept.Signals.Sum(one => one.Signal.Signal.Length) + signal.Signal.Length <= LengthLimit)
            {
                kept.Signals.Add((userId, signal));
            }

            return true;
        }
    }

    /// <summary>The page is there; what is said from now on it hears itself. What names no page is for the first one.</summary>
    public IReadOnlyList<Signalled> Take(int callId, int userId, string party)
    {
        var kept = GetOrAdd(callId);
        lock (kept)
        {
            kept.Here.UnionWith([(userId, party), (userId, null)]);
            var early = kept.Signals.FindAll(one => kept.Here.Contains((one.UserId, one.Signal.ToParty)));
            kept.Signals.RemoveAll(early.Contains);
            return early.ConvertAll(one => one.Signal);
        }
    }

    /// <summary>It is over.</summary>
    public void Forget(int callId) => calls.TryRemove(callId, out _);

    HeldSignals GetOrAdd(int callId)
    {
        if (calls.Count > CallLimit)
        {
            // Somebody's end was never told.
            calls.Clear();
        }

        return calls.GetOrAdd(callId, _ => new());
    }

    sealed class HeldSignals
    {
        public List<(int UserId, Signalled Signal)> Signals { get; } = [];

        /// <summary>The pages that are here; no name stands for any of that person.</summary>
        public HashSet<(int UserId, string? Party)> Here { get; } = [];
    }
}
