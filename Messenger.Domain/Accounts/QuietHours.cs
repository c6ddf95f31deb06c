using System.Globalization;

namespace Messenger.Domain;

/// <summary>The part of the day in which somebody is not to be notified of anything, calls included. It may span midnight.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    const string Format = "HH:mm";

    /// <summary>As it is kept: "22:00-07:00", or empty.</summary>
    public static QuietHours? Read(string kept) => kept.Split('-') is [var from, var to] ? new(TimeOnly.ParseExact(from, Format, CultureInfo.InvariantCulture), TimeOnly.ParseExact(to, Format, CultureInfo.InvariantCulture)) : null;

    /// <summary>What came from a form; two empty fields are none.</summary>
    public static QuietHours? Checked(string? from, string? to)
    {
        if (string.IsNullOrWhiteSpace(from) && string.IsNullOrWhiteSpace(to))
        {
            return null;
        }

        TimeOnly begin = default, end = default;
        Refused.Together(() => begin = Time(from, "quiet_from"), () => end = Time(to, "quiet_to"));
        return begin != end ? new(begin, end) : throw Refused.Invalid("quiet_all_day", "Quiet hours begin and end at different times. To hear nothing at all, turn notifications off.", "quiet_to");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From.ToString(Format, CultureInfo.InvariantCulture)}-{To.ToString(Format, CultureInfo.InvariantCulture)}");

    /// <param name="zone">The person's own.</param>
    public bool Contain(DateTimeOffset now, string zone) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime).IsBetween(From, To);

    static TimeOnly Time(string? typed, string field) => TimeOnly.TryParse(typed, CultureInfo.InvariantCulture, out var time)
        ? new TimeOnly(time.Hour, time.Minute)
        : throw Refused.Invalid("time_odd", "A time is hours and minutes, such as 22:30.", field);
}
