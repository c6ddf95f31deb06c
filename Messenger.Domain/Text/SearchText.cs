using System.Globalization;
using System.Text;

namespace Messenger.Domain;

/// <summary>
/// Text as it is searched, the same in both databases: without case and accents, and without what is left out in typing. Letters of
/// their own stay apart, such as й from и and が from か; ё is found by е, as most people write it.
/// </summary>
public static class SearchText
{
    const int MostWords = 16;

    // Letters that Unicode does not take apart, as they are typed where no key has them; and what Arabic and Persian keyboards make of the same letter.
    static readonly Dictionary<int, string> typedAs = new()
    {
        ['ı'] = "i", ['ß'] = "ss", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['æ'] = "ae", ['œ'] = "oe", ['ħ'] = "h", ['ŧ'] = "t",
        ['ς'] = "σ", ['ی'] = "ي", ['ى'] = "ي", ['ک'] = "ك", ['ة'] = "ه",
    };

    public static string Folded(string text)
    {
        var folded = new StringBuilder();
        var before = 0;
        foreach (var rune in TextRules.Holdable(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes())
        {
            if (!IsLeftOut(rune, before))
            {
                folded.Append(typedAs.GetValueOrDefault(rune.Value) ?? (IsGap(rune) ? " " : rune.ToString()));
            }

            before = rune.Value;
        }

        return folded.ToString().Normalize(NormalizationForm.FormKC);
    }

    /// <summary>What is looked for, in any order; none when nothing was typed.</summary>
    public static IReadOnlyList<string> Words(string? typed) =>
        [.. Folded(TextRules.Handle(typed)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords)];

    static bool IsGap(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation;

    // Accents but for the breve of й and ў, vowel points of Hebrew and Arabic, apostrophes, what stretches Arabic. The marks of other
    // scripts are half of their letters.
    static bool IsLeftOut(Rune rune, int before) => rune.Value switch
    {
        0x0306 => before is < 0x0400 or > 0x052F,
        (>= 0x0300 and <= 0x036F) or (>= 0x0591 and <= 0x05C7) or (>= 0x064B and <= 0x065F) or 0x0670 or 0x0640 => true,
        '\'' or '’' or '‘' or 'ʼ' or '`' => true,
        _ => VisibleText.IsIgnorable(rune),
    };
}
