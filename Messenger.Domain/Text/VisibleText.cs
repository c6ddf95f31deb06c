using System.Globalization;
using System.Text;

namespace Messenger.Domain;

/// <summary>Knows whether there is anything to be seen in a text: what is blank to a reader is not something said.</summary>
static class VisibleText
{
    public static bool IsSeen(string? text) => (text ?? "").EnumerateRunes().Any(IsSeen);

    /// <summary>What is not drawn by itself: Default_Ignorable_Code_Point of Unicode, with its joiners, selectors, fillers and tags.</summary>
    public static bool IsIgnorable(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && !IsDrawnAround(rune)
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x3164
            or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    // Prepended_Concatenation_Mark of Unicode: signs of Arabic, Syriac and Kaithi that are drawn around the digits behind them.
    static bool IsDrawnAround(Rune rune) =>
        rune.Value is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD;

    // Two signs have an empty picture: a cell of Braille without dots and a note without head. Joiners between letters and within emoji
    // stay, since those are seen.
    public static bool IsSeen(Rune rune) => !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Control && !IsIgnorable(rune)
        && rune.Value is not (0x2800 or 0x1D159);
}
