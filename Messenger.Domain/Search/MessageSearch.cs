namespace Messenger.Domain;

/// <summary>
/// Finds messages in my chats. Words come from the index where that is quicker; where it is not, the newest of each of my chats
/// are looked through. What is not in the index yet is looked through as well, so a message is found as soon as it is there.
/// </summary>
public sealed class MessageSearch(ILookups lookups, ISearchIndex index, TimeProvider time)
{
    public const int PageLimit = MessageRows.IdLimit;

    /// <summary>How many messages are looked through at most where the index does not help.</summary>
    public const int ScanLimit = 20_000;

    // Up to here they are looked through anyway: a word that is everywhere but in these would keep the index busy for nothing.
    const int ShortChats = 5000;

    // Of what is not in the index yet, and how far back from the newest message: after an update nothing is.
    const int UnindexedLimit = 2000, UnindexedReach = 50_000;

    readonly MessageScan scan = new(lookups, time);

    /// <param name="zone">Of whoever asks: days begin there.</param>
    /// <param name="chatId">In this chat of mine alone.</param>
    /// <param name="before">Where the page before ended: the id of a message.</param>
    public async Task<FoundMessages> FindAsync(int me, string? typed, TimeZoneInfo zone, int? chatId = null, int? before = null)
    {
        var scope = new SearchScope(me, chatId, before ?? int.MaxValue, MessageQuery.Read(typed, zone));
        if (scope.Query.IsEmpty)
        {
            return FoundMessages.None;
        }

        var lengths = await LengthsAsync(scope);
        if (lengths.Count == 0)
        {
            return chatId is null || scope.Query.In.Count > 0 ? FoundMessages.None : throw Refused.NotFound();
        }

        var (unindexed, isReached) = await FindUnindexedAsync(scope);
        var (indexed, isWhole) = await FindIndexedAsync(scope, lengths);
        return await ReadAsync(scope, [.. unindexed.Concat(indexed).Distinct().OrderDescending()], isReached && isWhole);
    }

    /// <summary>How many messages each of the chats has that are looked through.</summary>
    Task<List<int>> LengthsAsync(SearchScope scope)
    {
        var parameters = new SearchParameters();
        return lookups.AllOnceAsync(
            $"SELECT c.last_sequence - c.first_sequence + 1 FROM chat_participants AS p JOIN chats AS c ON c.id = p.chat_id WHERE {scope.Mine(parameters)}", row => row.GetInt32(0), parameters.Values);
    }

    async Task<(IEnumerable<int> Ids, bool IsWhole)> FindUnindexedAsync(SearchScope scope)
    {
        var progress = await SearchProgress.GetAsync(lookups);
        if (progress.Behind == 0 || scope.Before <= progress.LastId)
        {
            return ([], true);
        }

        var parameters = new SearchParameters();
        var newest = await lookups.AllOnceAsync(
            $"""
            SELECT m.id, m.content FROM messages AS m
            WHERE m.id > {parameters.Add(Math.Max(progress.LastId, progress.NewestId - UnindexedReach))} AND m.id < {parameters.Add(scope.Before)}
                AND m.chat_id IN {scope.MyChats(parameters)} AND {scope.Fits(parameters)}
            ORDER BY m.id DESC LIMIT {UnindexedLimit}
            """,
            row => (Id: row.GetInt32(0), Text: row.GetString(1)), parameters.Values);
        return (newest.Where(message => scope.IsIn(message.Text)).Select(message => message.Id), newest.Count < UnindexedLimit && progress.Behind <= UnindexedReach);
    }

    async Task<(IEnumerable<int> Ids, bool IsWhole)> FindIndexedAsync(SearchScope scope, IReadOnlyList<int> lengths)
    {
        var words = scope.Query.Words;
        var isIndexed = lengths.Sum(length => (long)length) > ShortChats && words.Any(word => TextRules.Length(word) >= ISearchIndex.ShortestWord) && await index.IsThereAsync();
        if (isIndexed && !await index.AreCommonAsync(lookups, words))
        {
            return (await FindByIndexAsync(scope), true);
        }

        var (found, isWhole) = await scan.FindAsync(scope, lengths);
        return isIndexed && !isWhole ? (await FindByIndexAsync(scope), true) : (found, isWhole);
    }

    Task<List<int>> FindByIndexAsync(SearchScope scope)
    {
        var parameters = new SearchParameters();
        var source = index.SourceOf(scope.Query.Words, parameters);
        return lookups.AllOnceAsync(
            $"""
            SELECT {source.Id} FROM {source.From}
            WHERE {source.Where} AND {source.Id} < {parameters.Add(scope.Before)} AND s.chat_id IN {scope.MyChats(parameters)} AND {scope.Fits(parameters)}{scope.Holds(parameters)}
            ORDER BY {source.Id} DESC LIMIT {PageLimit + 1}
            """,
            row => row.GetInt32(0), parameters.Values);
    }

    // Each is held against its message as it is now, and whether it is mine is asked once more with it: I may have been removed since.
    async Task<FoundMessages> ReadAsync(SearchScope scope, IReadOnlyList<int> ids, bool isWhole)
    {
        var page = ids.Take(PageLimit).ToList();
        var messages = await MessageRows.MineByIdsAsync(lookups, scope.Me, page);
        return new FoundMessages(
            [.. messages.Where(message => !message.IsDeleted && scope.IsIn(message.Text)).OrderByDescending(message => message.At).ThenByDescending(message => message.Id)],
            scope.Query.Words, ids.Count > PageLimit ? page[^1] : null, isWhole);
    }
}
