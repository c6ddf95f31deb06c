namespace Messenger.Domain;

/// <summary>The choices of one person: how the messenger looks to them, and when it is silent. Empty means "as the system says".</summary>
/// <param name="Language">en or ru.</param>
/// <param name="Theme">empty, light or dark.</param>
/// <param name="Density">empty (comfortable) or compact.</param>
/// <param name="TimeZone">An IANA name, such as Europe/Lisbon.</param>
/// <param name="Quiet">When nobody is to be notified: <see cref="QuietHours"/> as they are kept, or empty.</param>
public sealed record Preferences(string Language = "en", string Theme = "", string Density = "", string TimeZone = "UTC", string Quiet = "")
{
    public static readonly IReadOnlyList<string> Languages = ["en", "ru"];

    /// <summary>What came from a form, or the nearest thing that exists.</summary>
    public static Preferences From(string? language, string? theme, string? density, string? timeZone) => new(
        language is "ru" ? "ru" : "en",
        theme is "light" or "dark" ? theme : "",
        density is "compact" ? density : "",
        timeZone is { Length: > 0 and <= 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _) ? timeZone : "UTC");
}
