namespace Messenger.Domain;

/// <summary>Wakes whoever waits for work, so that it is done at once and not at their next look. Any number of them may wait.</summary>
public abstract class WakeSignal
{
    TaskCompletionSource next = Unset();

    /// <summary>Completes when somebody wakes. Taken before looking for work, it also tells of what comes during the look.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Wake() => Interlocked.Exchange(ref next, Unset()).SetResult();

    static TaskCompletionSource Unset() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
