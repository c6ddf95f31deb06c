using System.Globalization;
using System.Text;

namespace Messenger.Domain;

/// <summary>Knows what a letter beside a mark, an address or a name means for where these begin and end.</summary>
static class MarkupLetters
{
    /// <summary>Part of a word, so that no mark begins or ends here. Scripts without case join words without space: only _ is part of one there.</summary>
    public static bool IsWord(char letter, char mark) => char.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => mark == '_',
        _ => char.IsLetterOrDigit(letter),
    };

    /// <summary>Something that can be marked: a letter, a digit, an emoji. A bold ! is mostly a face or a pattern.</summary>
    public static bool IsSolid(char letter) =>
        char.IsLetterOrDigit(letter) || char.IsSurrogate(letter) || IsCombining(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.OtherSymbol;

    /// <summary>Whether a mark can have this on its inner side: no space, no ^ or ´ (those are faces), no bracket that looks the other way.</summary>
    public static bool IsInner(char letter, bool opens) => !char.IsWhiteSpace(letter) && char.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.ModifierSymbol => letter == '`',
        UnicodeCategory.ClosePunctuation => !opens,
        UnicodeCategory.OpenPunctuation => opens,
        _ => true,
    };

    /// <summary>Whether a mark has this on its outer side: space, a bracket, another mark, or what is space to scripts that have none.</summary>
    public static bool IsOuter(char letter, char mark, bool opens) => char.IsWhiteSpace(letter) || letter is '*' or '_' or '~' or '`' ||
        char.GetUnicodeCategory(letter) switch
        {
            UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation => opens,
            UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation => !opens,
            UnicodeCategory.OtherPunctuation or UnicodeCategory.DashPunctuation => letter > '\u2000',
            UnicodeCategory.OtherLetter => mark != '_',
            _ => false,
        };

    public static bool IsCombining(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Of a script that puts no space between words (Thai, Khmer, Han, Kana), or joins endings to foreign ones (Hangul).</summary>
    public static bool IsSpaceless(Rune letter) => letter.Value is (>= 0x0E00 and <= 0x109F) or (>= 0x1100 and <= 0x11FF) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7FF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFFDC) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>A number for the script a letter is of, roughly: no word goes on in another.</summary>
    public static int Script(char letter) => letter switch
    {
        < '\u0250' or (>= '\u1E00' and < '\u1F00') => 0,
        < '\u0400' or (>= '\u1F00' and < '\u2000') => 1,
        < '\u0530' => 2,
        < '\u0590' => 3,
        < '\u0600' => 4,
        < '\u0780' => 5,
        _ => letter >> 7,
    };
}
