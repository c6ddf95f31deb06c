namespace Messenger.Web;

/// <summary>
/// The text that is shown of a message that was found: on one line, and where it is long the part with the first of the words.
/// </summary>
static class Snippet
{
    // In UTF-16 units; so much of it stands before the word.
    const int Limit = 160, Before = 40;

    /// <param name="words">Folded.</param>
    public static string Of(string text, IReadOnlyList<string> words)
    {
        var plain = Markup.ToPlain(text, int.MaxValue);
        var folded = SearchText.Folded(plain);
        // What is looked for may stand in what is not shown, such as the address of a link.
        var shown = words.All(word => PlaceOf(word, folded) >= 0) ? plain : text;
        if (shown.Length <= Limit)
        {
            return shown;
        }

        var first = words.MinBy(word => PlaceOf(word, shown == plain ? folded : SearchText.Folded(text)));
        return Cut(shown, first is null ? 0 : Math.Max(0, EndOf(first, shown) - first.Length - Before));
    }

    // Before a word, where one begins soon.
    static string Cut(string text, int start)
    {
        var space = start == 0 ? -1 : text.IndexOf(' ', start, Math.Min(Before, text.Length - start));
        var from = space >= 0 ? space + 1 : Whole(text, start);
        var to = Whole(text, Math.Min(text.Length, from + Limit));
        return $"{(from > 0 ? "…" : "")}{text[from..to]}{(to < text.Length ? "…" : "")}";
    }

    static int PlaceOf(string word, string folded) => folded.IndexOf(word, StringComparison.Ordinal);

    // Folding changes lengths, so where a word ends is found by halving: what comes before is too short to hold it.
    static int EndOf(string word, string text)
    {
        var (less, enough) = (0, text.Length);
        while (enough - less > 1)
        {
            var middle = (less + enough) / 2;
            (less, enough) = PlaceOf(word, SearchText.Folded(text[..middle])) >= 0 ? (less, middle) : (middle, enough);
        }

        return enough;
    }

    static int Whole(string text, int at) => at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
