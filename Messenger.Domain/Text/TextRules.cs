using System.Buffers;
using System.Globalization;
using System.Text;

namespace Messenger.Domain;

/// <summary>Makes what people type fit to be kept: names are normalised, texts stay as typed but for their line ends.</summary>
public static class TextRules
{
    // PostgreSQL cannot hold the one, and text with the other cannot be normalised. Lone surrogates are neither text nor JSON.
    static readonly SearchValues<char> noText = SearchValues.Create("\0\uFFFE");

    /// <summary>A name of one line: NFC, trimmed of what cannot be seen, which is refused inside; null when nothing is left.</summary>
    /// <param name="isPlain">Typed on any keyboard: nor does it hold joiners, which names of people and emoji need.</param>
    public static string? Name(string? typed, string field, int limit, bool isPlain = false)
    {
        if (typed is null)
        {
            return null;
        }

        if (!string.IsNullOrWhiteSpace(typed) && !VisibleText.IsSeen(typed))
        {
            throw Refused.Invalid("name_unseen", "Nothing of this name can be seen.", field);
        }

        var name = Trimmed(Text(typed, field).Normalize());
        var seen = name.EnumerateRunes().TakeWhile(rune => !IsHidden(rune) && !(isPlain && VisibleText.IsIgnorable(rune))).Count();
        if (seen < Length(name))
        {
            throw Refused.Invalid("name_hidden_characters", $"Behind character {seen} is one that nobody can see: copying brings such along. Type it by hand.", field, seen);
        }

        if (Length(name) > limit)
        {
            throw Refused.Invalid("too_long", $"At most {limit} characters.", field);
        }

        return name.Length == 0 ? null : name;
    }

    /// <summary>A text with LF line ends; NUL, U+FFFE and lone surrogates are refused, nothing else is changed.</summary>
    public static string Text(string typed, string field)
    {
        if (typed.AsSpan().ContainsAny(noText) || HasLoneSurrogate(typed))
        {
            throw Refused.Invalid("not_text", "This holds characters that are not text.", field);
        }

        return typed.Replace("\r\n", "\n").Replace('\r', '\n');
    }

    /// <summary>Counted in Unicode scalars, so an emoji outside the basic plane is one.</summary>
    public static int Length(string text) => text.Length - text.Count(char.IsLowSurrogate);

    /// <summary>What is looked up, but never kept: U+FFFD in place of what no database can hold, so that it finds nothing.</summary>
    public static string Holdable(string text) => string.Concat(text.Replace('\0', '\uFFFD').Replace('\uFFFE', '\uFFFD').EnumerateRunes());

    /// <summary>A username, or an e-mail address, without the @ that people put before a name and without what copying put around it.</summary>
    public static string Handle(string? typed) => Trimmed(Trimmed(typed ?? "").TrimStart('@'));

    /// <summary>As accounts are looked up by e-mail or username: what finds the same one is the same.</summary>
    public static string Account(string? typed) => Holdable(Handle(typed)).Normalize().ToUpperInvariant();

    /// <summary>Within a pattern of LIKE with '\' as its escape: nothing in it stands for anything else.</summary>
    public static string Literally(string text) => text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");

    /// <summary>Without what cannot be seen at its ends.</summary>
    static string Trimmed(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var (from, to) = (0, runes.Length);
        while (from < to && !VisibleText.IsSeen(runes[from]))
        {
            from++;
        }

        while (from < to && !VisibleText.IsSeen(runes[to - 1]) && !IsPartOfEmoji(runes[to - 1]))
        {
            to--;
        }

        return string.Concat(runes[from..to]);
    }

    // An emoji may end with what makes it one: a variation selector, or the tags of a flag.
    static bool IsPartOfEmoji(Rune rune) => rune.Value is 0xFE0E or 0xFE0F or (>= 0xE0020 and <= 0xE007F);

    static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])))
            {
                return true;
            }

            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }

        return false;
    }

    // Controls, line and paragraph separators, the bidi marks, embeddings, overrides and isolates (UAX #9), spaces of no width, the
    // soft hyphen and the operators of mathematics that are not drawn. The zero-width joiners stay: Persian and family emoji need them.
    public static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2064) or (>= 0x2066 and <= 0x2069) or 0xAD or 0x061C or 0x200B or 0x200E or 0x200F or 0xFEFF;
}
