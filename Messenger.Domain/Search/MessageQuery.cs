using System.Globalization;
using System.Text.RegularExpressions;

namespace Messenger.Domain;

/// <summary>
/// The query of somebody who looks for messages, as they typed it: words, each any part of a word, and from:, in:, before:,
/// after: and has:, which narrow it down. In Russian they are от:, в:, до:, после: and есть:, as nobody wants to change the
/// keyboard in the middle.
/// </summary>
/// <param name="Words">Folded; a message holds all of them.</param>
/// <param name="From">A part of who wrote it, folded: words in this order.</param>
/// <param name="In">A part of what the chat is called, folded.</param>
/// <param name="Before">Written before this time; <paramref name="After"/> from this time on.</param>
/// <param name="Has">file, image, video, audio or link.</param>
public sealed partial record MessageQuery(
    IReadOnlyList<string> Words, IReadOnlyList<string> From, IReadOnlyList<string> In, DateTimeOffset? Before, DateTimeOffset? After, string? Has)
{
    /// <summary>In Unicode scalars.</summary>
    public const int TypedLimit = 200;

    static readonly Dictionary<string, string> filters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["от"] = "from", ["в"] = "in", ["до"] = "before", ["после"] = "after", ["есть"] = "has",
    };

    static readonly Dictionary<string, string> kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["file"] = "file", ["image"] = "image", ["video"] = "video", ["audio"] = "audio", ["link"] = "link",
        ["файл"] = "file", ["фото"] = "image", ["видео"] = "video", ["аудио"] = "audio", ["ссылка"] = "link",
    };

    /// <summary>Nothing was typed, or nothing that is left when it is folded.</summary>
    public bool IsEmpty => Words.Count == 0 && From.Count == 0 && In.Count == 0 && Before is null && After is null && Has is null;

    /// <param name="zone">Of whoever asks: days begin there.</param>
    public static MessageQuery Read(string? typed, TimeZoneInfo zone)
    {
        typed ??= "";
        if (TextRules.Length(typed) > TypedLimit)
        {
            throw Refused.Invalid("query_too_long", $"At most {TypedLimit} characters.", "q", TypedLimit);
        }

        var said = Filters().Matches(typed).ToLookup(filter => NameOf(filter.Groups[1].Value), filter => filter.Groups[2].Value + filter.Groups[3].Value);
        return new MessageQuery(
            SearchText.Words(Filters().Replace(typed, " ")), WordsOf("from"), WordsOf("in"),
            Day("before") is { } before ? zone.StartOf(before) : null, Day("after") is { } after ? zone.StartOf(after.AddDays(1)) : null,
            said["has"].Select(Kind).LastOrDefault());

        IReadOnlyList<string> WordsOf(string filter) => SearchText.Words(said[filter].LastOrDefault());

        DateOnly? Day(string filter) => said[filter].Select(day => (DateOnly?)DayOf(day)).LastOrDefault();
    }

    static DateOnly DayOf(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? day
        : throw Refused.Invalid("day_odd", "A day is written like 2026-01-31.", "q");

    static string NameOf(string typed) => filters.GetValueOrDefault(typed) ?? typed.ToLowerInvariant();

    static string Kind(string typed) => kinds.GetValueOrDefault(typed)
        ?? throw Refused.Invalid("has_odd", "After has: comes file, image, video, audio or link.", "q");

    // As words of their own, and with what they are about behind the colon: "in: a moment" is a text.
    [GeneratedRegex("""(?<!\S)(from|in|before|after|has|от|в|до|после|есть):(?:"([^"]*)"|(\S+))""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Filters();
}
