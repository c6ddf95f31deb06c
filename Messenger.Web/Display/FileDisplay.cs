namespace Messenger.Web;

/// <summary>Puts files into words and boxes.</summary>
static class FileDisplay
{
    // Of a picture that stands alone in its bubble, in CSS pixels; the style sheet gives one that is narrower or flatter room around it.
    const int Widest = 320, Highest = 360, Small = 160;

    /// <summary>A message in one line: what was written, or else what was sent.</summary>
    public static string InShort(string text, IReadOnlyList<Attachment> files, int limit, Texts texts) =>
        files is not [var first, ..] || text != first.Name ? Markup.ToPlain(text, limit)
        : files.Any(file => file.Kind != first.Kind) ? texts.Count("{0} file|{0} files", files.Count)
        : first.Kind switch
        {
            FileKind.Image => files.Count == 1 ? texts["Photo"] : texts.Count("{0} photo|{0} photos", files.Count),
            FileKind.Video => files.Count == 1 ? texts["Video"] : texts.Count("{0} video|{0} videos", files.Count),
            FileKind.Audio when first.IsVoice => first.Duration is { } seconds ? texts["Voice message, {0}", Length(seconds)] : texts["Voice message"],
            FileKind.Audio => files.Count == 1 ? texts["Audio"] : texts.Count("{0} file|{0} files", files.Count),
            _ => files.Count == 1 ? first.Name : texts.Count("{0} file|{0} files", files.Count),
        };

    /// <summary>The room a picture takes, known before it is there.</summary>
    public static (int Width, int Height) Box(Attachment picture)
    {
        var (width, height) = (picture.Width ?? Widest, picture.Height ?? Highest);
        var scale = Math.Min(1, Math.Min((double)Widest / width, (double)Highest / height));
        return (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
    }

    /// <summary>Too small to fill a box without being blown up.</summary>
    public static bool IsSmall(Attachment picture) => picture is { Width: < Small, Height: < Small };

    /// <summary>How loud a voice message is, as lines of a path: of a picture that is 256 wide and 32 high, in its middle. Where nobody knows they are all short.</summary>
    public static string Wave(Attachment voice) => string.Concat(Enumerable.Range(0, SentVoice.Parts).Select(part =>
    {
        var height = 2 + ((voice.Waveform?[part] ?? 0) * 28 / byte.MaxValue);
        return $"M{2 + (4 * part)} {16 - (height / 2)}v{height}";
    }));

    /// <summary>As players write it: 0:07, 3:05, 1:02:03.</summary>
    public static string Length(double seconds)
    {
        var whole = (int)Math.Round(seconds);
        return whole < 3600 ? $"{whole / 60}:{whole % 60:00}" : $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}";
    }

    public static string Size(long bytes, Texts texts) => bytes switch
    {
        < 1_000_000 => texts["{0} KB", (bytes + 999) / 1000],
        < 1_000_000_000 => texts["{0} MB", $"{bytes / 1_000_000.0:0.#}"],
        _ => texts["{0} GB", $"{bytes / 1_000_000_000.0:0.#}"],
    };
}
