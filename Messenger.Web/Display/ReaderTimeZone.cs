namespace Messenger.Web;

/// <summary>The time zone of whoever reads, or UTC.</summary>
static class ReaderTimeZone
{
    public static TimeZoneInfo Of(HttpContext http) =>
        (http.Items[typeof(ReaderTimeZone)] as string ?? http.FindMe()?.Preferences.TimeZone) is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone : TimeZoneInfo.Utc;

    /// <summary>Of a reader for whom something is drawn beside their requests.</summary>
    public static void Set(HttpContext http, string? id) => http.Items[typeof(ReaderTimeZone)] = id;

    public static DateOnly Day(this TimeZoneInfo zone, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
