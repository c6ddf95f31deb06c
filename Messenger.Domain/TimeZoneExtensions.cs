namespace Messenger.Domain;

public static class TimeZoneExtensions
{
    static readonly DateOnly first = new(1970, 1, 1), last = new(2499, 12, 31);

    /// <summary>When a day begins there, in UTC. Days long before and long after anybody writes here count as the first and the last.</summary>
    public static DateTimeOffset StartOf(this TimeZoneInfo zone, DateOnly day)
    {
        var midnight = (day < first ? first : day > last ? last : day).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
