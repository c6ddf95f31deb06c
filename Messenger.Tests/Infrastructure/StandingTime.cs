namespace Messenger.Tests;

/// <summary>The time at which a test began, however long it takes: nothing becomes due meanwhile. Who waits for a while waits as ever.</summary>
public sealed class StandingTime : TimeProvider
{
    readonly DateTimeOffset now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => now;
}
