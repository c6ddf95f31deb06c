namespace Messenger.Domain;

/// <summary>
/// The index of texts by any three letters in a row. The texts, a row of search_texts each, are the same in both databases; what finds them
/// quickly, and what it takes to add them, is not.
/// </summary>
public interface ISearchIndex
{
    /// <summary>Of how many letters a word has to be, at least, to be found by the index.</summary>
    const int ShortestWord = 3;

    /// <summary>More texts than these with a word, and it is a common one.</summary>
    const int CommonFrom = 5000;

    /// <summary>How many ids below the newest may still be committed: those of sends that were begun before and are slower.</summary>
    int Unsettled { get; }

    /// <summary>Makes what was not made with the tables. Fails where the database does not allow it; then texts are looked through one by one.</summary>
    Task PrepareAsync();

    /// <summary>Whether it is there.</summary>
    Task<bool> IsThereAsync();

    /// <summary>Whether it has words of all languages, and not only English ones.</summary>
    Task<bool> HasAllLettersAsync();

    /// <summary>Where the texts with these words come from.</summary>
    /// <param name="words">One at least of <see cref="ShortestWord"/> letters.</param>
    SearchSource SourceOf(IReadOnlyList<string> words, SearchParameters parameters);

    /// <summary>
    /// Whether so many texts have these words, of all chats, that it is quicker to look through one's own: the index would go through them all for a
    /// word that everybody uses but those in my chats.
    /// </summary>
    Task<bool> AreCommonAsync(ILookups lookups, IReadOnlyList<string> words);

    /// <summary>Takes a piece out of it, which is to be added anew at once: the texts of messages from one id to another.</summary>
    Task RemoveAsync(int first, int last);

    /// <summary>It has been made anew up to a message; null: all of it. Nothing is marked when it was asked for once more meanwhile.</summary>
    /// <param name="from">What was marked when this piece began.</param>
    Task MarkRebuiltAsync(int from, int? upTo);

    /// <summary>Adds texts, but for those that are there already: an edit or a deletion was quicker. All with ids up to one are then in it.</summary>
    Task AddAsync(IReadOnlyList<SearchedText> texts, int upTo);
}

/// <summary>Texts <c>s</c> with their messages <c>m</c>, as part of a statement.</summary>
/// <param name="Id">By what the newest come first without being sorted.</param>
public sealed record SearchSource(string From, string Where, string Id);
