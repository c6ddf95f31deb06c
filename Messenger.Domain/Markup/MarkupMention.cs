using System.Text;

namespace Messenger.Domain;

/// <summary>Knows which usernames the letters behind an @ may mean.</summary>
static class MarkupMention
{
    const int Shortest = 2;

    /// <summary>The letters that may be a username, perhaps none; a dot or dash at their end is the sentence's.</summary>
    public static string LettersAt(string text, int from)
    {
        var end = from;
        while (end < text.Length && IsPart(text, end)) end += char.IsSurrogatePair(text, end) ? 2 : 1;
        return text[from..end].TrimEnd('.', '-');
    }

    /// <summary>
    /// All of them, and the beginnings behind which something else may start, the longest first: an ending (@bob-nak, @bobу), or the next
    /// word where there is no space (@bobさん). @bobby is nobody but bobby.
    /// </summary>
    public static IEnumerable<string> Names(string letters)
    {
        for (var end = Math.Min(letters.Length, User.UsernameLimit); end >= Shortest; end--)
        {
            if (end == letters.Length || EndsAt(letters, end)) yield return letters[..end];
        }
    }

    static bool EndsAt(string letters, int end) => (letters[end - 1], letters[end]) switch
    {
        ('.' or '-', _) => false,
        (_, '.' or '-') => true,
        (_, '_') => letters.AsSpan(end).Trim('_').IsEmpty,
        (_, var next) when MarkupLetters.IsCombining(next) || char.IsLowSurrogate(next) => false,
        _ when MarkupLetters.IsSpaceless(Rune.GetRuneAt(letters, end)) => true,
        var (last, next) => char.IsLetter(last) && char.IsLetter(next) && MarkupLetters.Script(last) != MarkupLetters.Script(next),
    };

    // No username holds combining marks once composed, but it may be typed decomposed.
    static bool IsPart(string text, int at) =>
        text[at] is '.' or '_' or '-' || char.IsLetterOrDigit(text, at) || MarkupLetters.IsCombining(text[at]);
}
