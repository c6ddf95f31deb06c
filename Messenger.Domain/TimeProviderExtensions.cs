namespace Messenger.Domain;

/// <summary>
/// Tells the time in UTC and whole microseconds: what PostgreSQL keeps, so a time reads back as it was written.
/// </summary>
public static class TimeProviderExtensions
{
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
