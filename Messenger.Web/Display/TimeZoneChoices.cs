namespace Messenger.Web;

/// <summary>The time zones offered in the settings: one city for each rule many people live by, from west to east.</summary>
static class TimeZoneChoices
{
    static readonly string[] common =
    [
        "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago", "America/Mexico_City", "America/New_York",
        "America/Bogota", "America/Halifax", "America/Santiago", "America/St_Johns", "America/Sao_Paulo", "America/Argentina/Buenos_Aires",
        "Atlantic/Azores", "UTC", "Europe/Lisbon", "Europe/London", "Africa/Lagos", "Europe/Berlin", "Europe/Paris", "Europe/Kaliningrad", "Europe/Kyiv",
        "Africa/Cairo", "Africa/Johannesburg", "Asia/Jerusalem", "Europe/Istanbul", "Europe/Minsk", "Europe/Moscow", "Africa/Nairobi", "Asia/Tehran",
        "Asia/Dubai", "Europe/Samara", "Asia/Tbilisi", "Asia/Yerevan", "Asia/Karachi", "Asia/Tashkent", "Asia/Almaty", "Asia/Yekaterinburg", "Asia/Kolkata",
        "Asia/Kathmandu", "Asia/Dhaka", "Asia/Omsk", "Asia/Bangkok", "Asia/Novosibirsk", "Asia/Krasnoyarsk", "Asia/Shanghai", "Asia/Singapore",
        "Asia/Irkutsk", "Australia/Perth", "Asia/Tokyo", "Asia/Seoul", "Asia/Yakutsk", "Australia/Adelaide", "Australia/Sydney", "Asia/Vladivostok",
        "Asia/Magadan", "Asia/Kamchatka", "Pacific/Auckland",
    ];

    /// <summary>The common ones this system knows, and the chosen one wherever it is.</summary>
    public static IReadOnlyList<TimeZoneInfo> Offered(string chosen) =>
        [.. common.Append(chosen).Distinct().Select(Find).OfType<TimeZoneInfo>().OrderBy(zone => zone.BaseUtcOffset)];

    /// <summary>+01:00 Berlin.</summary>
    public static string Label(TimeZoneInfo zone, DateTimeOffset now, Texts texts)
    {
        var offset = zone.GetUtcOffset(now);
        var city = zone.Id.Split('/')[^1].Replace('_', ' ');
        return $"{(offset < TimeSpan.Zero ? '−' : '+')}{offset:hh\\:mm}  {texts[city]}";
    }

    static TimeZoneInfo? Find(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
