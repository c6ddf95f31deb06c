namespace Messenger.Domain;

/// <summary>Says that there is something to be swept, to whoever sweeps.</summary>
public sealed class Broom : IDisposable
{
    readonly SemaphoreSlim woken = new(0);

    public void Wake() => woken.Release();

    /// <summary>Returns when woken, or after a while. Having been woken many times counts as once.</summary>
    public async Task RestAsync(TimeSpan atMost, CancellationToken stop)
    {
        await woken.WaitAsync(atMost, stop);
        while (woken.Wait(0, CancellationToken.None))
        {
        }
    }

    public void Dispose() => woken.Dispose();
}
