using System.Globalization;

namespace Messenger.Web;

/// <summary>The fields of a form that say what a recording of a voice is like. Numbers are those of programs, in whatever language its page is.</summary>
static class VoiceFields
{
    public static SentVoice Read(IFormCollection form) => new(Duration(form), Waveform(form));

    /// <summary>In seconds.</summary>
    public static double? Duration(IFormCollection form) => form["duration"].ToString() switch
    {
        "" => null,
        var typed when double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) => seconds,
        _ => throw Refused.Invalid("wrong_type", "This is not what belongs here.", "duration"),
    };

    /// <summary>In one field, parted by commas, or each in a field of its own.</summary>
    public static IReadOnlyList<int>? Waveform(IFormCollection form) => form["waveform"].ToString() is not { Length: > 0 } typed ? null : [.. typed.Split(',').Select(Part)];

    static int Part(string typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part
        : throw Refused.Invalid("wrong_type", "This is not what belongs here.", "waveform");
}
