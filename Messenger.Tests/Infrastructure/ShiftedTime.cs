namespace Messenger.Tests;

/// <summary>The time of the system, which a test may be ahead of.</summary>
public sealed class ShiftedTime : TimeProvider
{
    TimeSpan ahead;

    public void Advance(TimeSpan by) => ahead += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
