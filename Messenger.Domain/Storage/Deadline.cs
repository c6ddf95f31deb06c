using System.Diagnostics;

namespace Messenger.Domain;

/// <summary>The moment after which nobody waits any more: what was not begun until then is not begun at all, because its sender was told so.</summary>
readonly struct Deadline(TimeSpan patience)
{
    // Timers count in coarser steps, and may tell a little before.
    static readonly TimeSpan step = TimeSpan.FromMilliseconds(50);

    readonly long since = Stopwatch.GetTimestamp();

    public TimeSpan Age => Stopwatch.GetElapsedTime(since);

    public TimeSpan Left => Age < patience ? patience - Age : TimeSpan.Zero;

    public bool IsOver => Age > patience - step;
}
