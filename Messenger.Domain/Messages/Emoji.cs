using System.Globalization;

namespace Messenger.Domain;

/// <summary>Knows all emoji of Unicode's emoji-test.txt, however they are spelled: ❤ and ❤️ are one.</summary>
public static class Emoji
{
    const int MostLarge = 3, LongestSpelling = 32;

    // ℹ, the only emoji that is a letter.
    const char Information = '\u2139';

    static readonly Lazy<Dictionary<string, string>> all = new(() => EmbeddedList.Read("emoji.txt").ToDictionary(Bare));

    /// <summary>The spelling that stands for all of the same emoji; null where it is none, or more than one.</summary>
    public static string? Spelled(string? typed) => typed is not null && all.Value.TryGetValue(Bare(typed), out var spelled) ? spelled : null;

    /// <summary>Whether a text is one to three emoji and nothing else: such a message is drawn large.</summary>
    public static bool IsLarge(string text)
    {
        var letters = text.Where(letter => !char.IsWhiteSpace(letter)).ToArray();
        if (letters.Length is 0 or > MostLarge * LongestSpelling || char.IsLetter(letters[0]) && letters[0] != Information) return false;

        var count = 0;
        for (var at = 0; at < letters.Length; count++)
        {
            var one = new string(letters, at, StringInfo.GetNextTextElementLength(letters.AsSpan(at)));
            // Some are drawn as letters unless a variation selector follows: ™ and ❤, but not ✅.
            if (Spelled(one) is not { } spelled || one.Length == 1 && spelled != one) return false;
            at += one.Length;
        }
        return count <= MostLarge;
    }

    // Variation selectors ask for a look in colour or in black; it is the same sign.
    static string Bare(string emoji) => emoji.Replace("\uFE0F", "").Replace("\uFE0E", "");
}
