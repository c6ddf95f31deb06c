namespace Messenger.Domain;

/// <summary>
/// Cleans the names of files: one is the last part of whatever path it came with, without what cannot be seen, and never nothing.
/// A backslash parts a path only where that begins as one of Windows; elsewhere names may hold it.
/// </summary>
public static class FileNames
{
    public const int Limit = 255;

    const string Nameless = "file";

    public static string Cleaned(string? sent)
    {
        var path = sent ?? "";
        var isOfWindows = path is [_, ':', '\\', ..] or ['\\', '\\', ..];
        var name = TextRules.Holdable(path.Split(isOfWindows ? ['/', '\\'] : ['/'])[^1]).Normalize();
        var seen = string.Concat(name.EnumerateRunes().Where(rune => !TextRules.IsHidden(rune))).Trim();
        return seen.Trim('.') is "" ? Nameless : Cut(seen);
    }

    // The end is kept: it says what the file is.
    static string Cut(string name)
    {
        var end = Path.GetExtension(name) is { Length: > 1 and <= 20 } extension ? extension : "";
        var runes = name[..^end.Length].EnumerateRunes().Take(Limit - TextRules.Length(end));
        return string.Concat(runes) + end;
    }
}
