using System.Globalization;

namespace Messenger.Domain;

/// <summary>Knows where a label, an address or a username in a text ends, and which addresses may become links.</summary>
static class MarkupAddress
{
    // Walls of [[[[ or [a](mailto: are looked through again at each bracket; these bounds keep that cheap.
    const int LongestLabel = 500;
    const int DeepestLabel = 8;
    const int LongestNamed = 2048;

    static readonly string[] Web = ["http://", "https://"];
    static readonly string[] Linkable = [.. Web, "mailto:"];

    /// <summary>The end of an address that stands by itself, or -1; the full stop after it is the sentence's.</summary>
    public static int Bare(string text, int from)
    {
        var host = AfterScheme(text, from, Web);
        if (host < 0) return -1;

        var end = End(text, host);
        while (end > host && "?!.,:;'*_~([–".Contains(text[end - 1])) end--;
        return end > host ? end : -1;
    }

    /// <summary>The bracket that closes the one here, or -1.</summary>
    public static int Label(string text, int from)
    {
        var depth = 0;
        for (var end = from; end < text.Length && end - from <= LongestLabel && depth <= DeepestLabel; end++)
        {
            if (text[end] == '\\') end++;
            else if (text[end] == '[') depth++;
            else if (text[end] == ']' && --depth == 0) return end;
        }
        return -1;
    }

    /// <summary>The end of the address in [text](address), or -1.</summary>
    public static int Named(string text, int from)
    {
        var host = AfterScheme(text, from, Linkable);
        return host < 0 ? -1 : End(text.AsSpan(0, Math.Min(text.Length, host + LongestNamed)), host);
    }

    /// <summary>The username that starts here, perhaps empty; a dot or dash at its end is the sentence's.</summary>
    public static string Name(string text, int from)
    {
        var end = from;
        while (end < text.Length && IsNamePart(text, end)) end += char.IsSurrogatePair(text, end) ? 2 : 1;
        return text[from..end].TrimEnd('.', '-');
    }

    static int AfterScheme(string text, int from, string[] schemes)
    {
        var rest = text.AsSpan(from);
        foreach (var scheme in schemes)
        {
            if (!rest.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) continue;
            return rest.Length > scheme.Length && (rest[scheme.Length] == '[' || char.IsLetterOrDigit(rest[scheme.Length]))
                ? from + scheme.Length
                : -1;
        }
        return -1;
    }

    static int End(ReadOnlySpan<char> text, int at)
    {
        var (round, square) = (0, 0);
        for (; at < text.Length; at++)
        {
            if (text[at] == '(') round++;
            else if (text[at] == '[') square++;
            else if (text[at] == ')' && round-- == 0) break;
            else if (text[at] == ']' && square-- == 0) break;
            else if (!IsAddressPart(text[at])) break;
        }
        return at;
    }

    // To browsers a backslash is a slash. Chinese full stops, curly quotes and emoji end an address, letters do not.
    static bool IsAddressPart(char letter) => char.IsAscii(letter)
        ? letter is > ' ' and < '\x7f' and not ('<' or '>' or '"' or '\\' or '`')
        : letter == '–' || char.IsLetterOrDigit(letter) || IsCombining(letter);

    static bool IsNamePart(string text, int at) =>
        text[at] is '.' or '_' or '-' || char.IsLetterOrDigit(text, at) || IsCombining(text[at]);

    // No username holds these once composed, but it may be typed decomposed.
    static bool IsCombining(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
