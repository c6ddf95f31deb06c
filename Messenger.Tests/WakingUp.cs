using Messenger.Domain;

namespace Messenger.Tests;

[RunsOnce]
public sealed class WakingUp
{
    readonly WakeSignal signal = new JobSignal();

    [Fact]
    public void Does_not_happen_by_itself() => Assert.False(signal.Next.IsCompleted);

    [Fact]
    public async Task Reaches_everybody_who_waits()
    {
        var (one, other) = (signal.Next, signal.Next);

        signal.Wake();

        await Task.WhenAll(one, other).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void While_one_looks_is_not_missed()
    {
        var next = signal.Next;

        signal.Wake();
        signal.Wake();

        Assert.True(next.IsCompleted);
        Assert.False(signal.Next.IsCompleted);
    }
}
