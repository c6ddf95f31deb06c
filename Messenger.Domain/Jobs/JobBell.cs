namespace Messenger.Domain;

/// <summary>Rung when a job is committed, so that it is done at once and not at the next look.</summary>
public sealed class JobBell : IDisposable
{
    readonly SemaphoreSlim rung = new(0);

    public void Ring()
    {
        // Twice means no more than once. Two at the same time may both count, which costs one look for nothing.
        if (rung.CurrentCount == 0)
        {
            rung.Release();
        }
    }

    /// <summary>Until it rings, or for so long.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken stop) => rung.WaitAsync(atMost, stop);

    public void Dispose() => rung.Dispose();
}
