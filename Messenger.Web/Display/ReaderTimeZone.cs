namespace Messenger.Web;

/// <summary>The time zone of whoever reads, or UTC.</summary>
static class ReaderTimeZone
{
    public static TimeZoneInfo Of(HttpContext http) =>
        http.FindMe()?.Preferences.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    public static DateOnly Day(this TimeZoneInfo zone, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
