namespace Messenger.Bench;

/// <summary>
/// The words that people say, more or less: a few again and again, most of them hardly ever, and one that nobody expects.
/// </summary>
public static class SearchCorpus
{
    const int Rarely = 20_000;

    static readonly string[] often = [
        "the", "and", "you", "that", "for", "was", "with", "have", "not", "are", "but", "can", "all", "see", "now", "и", "не", "что", "как", "это", "да", "on", "it", "to", "we", "at",
    ];

    // Made of syllables, so that parts of one are parts of others, too.
    static readonly string[] seldom = [.. from first in Syllables(0) from second in Syllables(1) from third in Syllables(2) select first + second + third];

    public static readonly IReadOnlyList<(string What, IReadOnlyList<string> Words)> Questions =
    [
        ("a rare word", ["lighthouse"]),
        ("a word nobody said", ["xylophone"]),
        ("common words of three letters", ["the", "and", "you", "что", "это"]),
        ("a part of many words", ["kar", "lom", "ver"]),
        ("words of two letters", ["да", "on", "it", "to"]),
        ("a common word that is in no chat of mine", ["foghorn"]),
        ("two words", ["the lighthouse", "and karlomver"]),
    ];

    /// <param name="isOfOthers">Whether it is in a chat that is not of who asks: in these one of five tells of a foghorn.</param>
    public static string Text(Random random, bool isOfOthers = false)
    {
        var words = Enumerable.Range(0, random.Next(3, 18)).Select(_ => random.Next(2) == 0 ? often[random.Next(often.Length)] : seldom[random.Next(seldom.Length)]);
        if (isOfOthers && random.Next(5) == 0)
        {
            words = words.Append("foghorn");
        }

        return string.Join(' ', random.Next(Rarely) == 0 ? words.Append("lighthouse") : words);
    }

    static string[] Syllables(int shift)
    {
        string[] all = ["kar", "lom", "ver", "din", "sol", "ma", "ti", "ra", "bo", "nest", "при", "ход", "вар", "ле", "ос"];
        return [.. all[shift..], .. all[..shift]];
    }
}
