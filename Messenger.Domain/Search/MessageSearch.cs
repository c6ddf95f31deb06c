namespace Messenger.Domain;

/// <summary>
/// Finding messages in my chats. Words come from the index where that is quicker; where it is not, the newest of each of my chats are looked
/// through. What is not in the index yet is looked through as well, so a message is found as soon as it is there.
/// </summary>
public sealed class MessageSearch(ILookups lookups, ISearchIndex index, TimeProvider time)
{
    public const int PageLimit = MessageRows.IdLimit;

    /// <summary>How many messages are looked through at most where the index does not help.</summary>
    public const int ScanLimit = 20_000;

    // Up to here they are looked through anyway: a word that is everywhere but in these would keep the index busy for nothing.
    const int ShortChats = 5000;

    // So many at first, and twice as many each time: a common word fills a page at once. In between it is seen how long it takes.
    const int FirstSlice = 500;

    // Nobody looks at a page that is not there for longer; many who look for two letters at once keep the database busy for no longer each.
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(300);

    // Of what is not in the index yet, and how far back from the newest message: after an update nothing is.
    const int UnindexedLimit = 2000, UnindexedReach = 50_000;

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

        var (found, isWhole) = await ScanAsync(scope, lengths);
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

    /// <summary>The newest of each chat first, until there is a page, or all were seen, or as many as may be or as there is time for.</summary>
    async Task<(IEnumerable<int> Ids, bool IsWhole)> ScanAsync(SearchScope scope, IReadOnlyList<int> lengths)
    {
        var (began, found) = (time.GetTimestamp(), new List<int>());
        var (depth, all) = (NewestOfEach(lengths), lengths.Sum(length => (long)length));
        var step = (int)Math.Ceiling(depth * (double)FirstSlice / Math.Clamp(all, FirstSlice, ScanLimit));
        for (int passed = 0, next = step; passed < depth; (passed, next) = (next, next + (step *= 2)))
        {
            if (passed > 0 && time.GetElapsedTime(began) > patience)
            {
                return (found, false);
            }

            found.AddRange(await ScanAsync(scope, passed, Math.Min(next, depth)));
            if (found.Count > PageLimit && await NewestUnseenAsync(scope, next) is var unseen && found.Count(id => id > unseen) > PageLimit)
            {
                return (found, true);
            }
        }

        return (found, all <= ScanLimit);
    }

    // Within a chat ids grow with sequences.
    async Task<int> NewestUnseenAsync(SearchScope scope, int passed)
    {
        var parameters = new SearchParameters();
        return (await lookups.AllOnceAsync(
            $"""
            SELECT COALESCE(MAX((SELECT m.id FROM messages AS m WHERE m.chat_id = p.chat_id AND m.sequence <= c.last_sequence - {parameters.Add(passed)} ORDER BY m.sequence DESC LIMIT 1)), 0)
            FROM chat_participants AS p JOIN chats AS c ON c.id = p.chat_id WHERE {scope.Mine(parameters)}
            """,
            row => row.GetInt32(0), parameters.Values)).Single();
    }

    // A range of sequences in each chat: an index gives it at once. In this order, which SQLite keeps to where it says CROSS.
    Task<List<int>> ScanAsync(SearchScope scope, int passed, int depth)
    {
        var parameters = new SearchParameters();
        return lookups.AllOnceAsync(
            $"""
            SELECT s.message_id FROM chat_participants AS p CROSS JOIN chats AS c CROSS JOIN messages AS m CROSS JOIN search_texts AS s
            WHERE {scope.Mine(parameters)} AND c.id = p.chat_id AND m.chat_id = p.chat_id AND m.sequence > c.last_sequence - {parameters.Add(depth)}
                AND m.sequence <= c.last_sequence - {parameters.Add(passed)}
                AND s.message_id = m.id AND m.id < {parameters.Add(scope.Before)} AND {scope.Fits(parameters)}{scope.Holds(parameters)}
            ORDER BY s.message_id DESC LIMIT {PageLimit + 1}
            """,
            row => row.GetInt32(0), parameters.Values);
    }

    /// <summary>How many of the newest of each chat are no more than may be looked through together.</summary>
    static int NewestOfEach(IReadOnlyList<int> lengths)
    {
        var (enough, tooMany) = (1, Math.Min(lengths.Max(), ScanLimit) + 1);
        while (tooMany - enough > 1)
        {
            var middle = (enough + tooMany) / 2;
            var isTooMuch = lengths.Sum(length => (long)Math.Min(length, middle)) > ScanLimit;
            (enough, tooMany) = isTooMuch ? (enough, middle) : (middle, tooMany);
        }

        return enough;
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
