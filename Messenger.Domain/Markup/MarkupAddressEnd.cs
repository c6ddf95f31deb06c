using System.Globalization;
using System.Text;

namespace Messenger.Domain;

/// <summary>Knows where a label and an address end.</summary>
static class MarkupAddressEnd
{
    // Walls of [[[[ or [a](mailto: are looked through again at each bracket; these bounds keep that cheap.
    const int LongestLabel = 500;
    const int DeepestLabel = 8;
    const int LongestNamed = 2048;

    /// <summary>The bracket that closes the one here, or -1.</summary>
    /// <param name="escapes">Whether a backslash keeps one from closing.</param>
    public static int Label(string text, int from, bool escapes)
    {
        var depth = 0;
        for (var end = from; end < text.Length && end - from <= LongestLabel && depth <= DeepestLabel; end++)
        {
            if (text[end] == '\\' && escapes) end++;
            else if (text[end] == '[') depth++;
            else if (text[end] == ']' && --depth == 0) return end;
        }
        return -1;
    }

    /// <summary>Of an address in brackets, which say where it ends.</summary>
    public static int Closed(string text, int at) => Find(text.AsSpan(0, Math.Min(text.Length, at + LongestNamed)), at, (_, _) => false);

    /// <summary>
    /// Of one that stands by itself, without what is the sentence's: punctuation, an emoji behind a letter, and the next word of a script
    /// that puts no space before it, when the address has been ASCII and nothing in it announces more.
    /// </summary>
    public static int Open(string text, int from, int at)
    {
        var end = Find(text, at, (rune, here) =>
            MarkupLetters.IsSpaceless(rune) && !"/=#&-_.+~".Contains(text[here - 1]) && Ascii.IsValid(text.AsSpan(from, here - from)));
        for (var last = -1; last != end;)
        {
            last = end;
            while (end > at && "?!.,:;'*_~([–・".Contains(text[end - 1])) end--;
            var word = end;
            while (word > at && IsEmoji(text[word - 1])) word--;
            if (char.IsLetterOrDigit(text[word - 1])) end = word;
        }
        return end;
    }

    static int Find(ReadOnlySpan<char> text, int at, Func<Rune, int, bool> isNext)
    {
        var (round, square) = (0, 0);
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
            if (rune.Value == '(') round++;
            else if (rune.Value == '[') square++;
            else if (rune.Value == ')' && round-- == 0) break;
            else if (rune.Value == ']' && square-- == 0) break;
            else if (!IsPart(rune) || isNext(rune, at)) break;
            at += length;
        }
        return at;
    }

    // To browsers a backslash is a slash. Chinese full stops and curly quotes end an address; letters, emoji and joiners do not.
    static bool IsPart(Rune rune) => rune.IsAscii
        ? rune.Value is > ' ' and < '\x7f' and not ('<' or '>' or '"' or '\\' or '`')
        : rune.Value is '–' or '・' or '·' or '\u200C' or '\u200D' or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0020 and <= 0xE007F) || Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    static bool IsEmoji(char letter) => char.IsSurrogate(letter) || letter is '\u200C' or '\u200D' or '\uFE0F' or '\u20E3'
        || char.GetUnicodeCategory(letter) == UnicodeCategory.OtherSymbol;
}
