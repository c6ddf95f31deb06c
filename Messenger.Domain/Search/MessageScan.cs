namespace Messenger.Domain;

/// <summary>Finds messages without the index: the newest of each of my chats are looked through, in slices.</summary>
sealed class MessageScan(ILookups lookups, TimeProvider time)
{
    // So many at first, and twice as many each time: a common word fills a page at once. In between it is seen how long it takes.
    const int FirstSlice = 500;

    // Nobody looks at a page that is not there for longer; many who look for two letters at once keep the database busy for no longer each.
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(300);

    /// <summary>The newest of each chat first, until there is a page, or all were seen, or as many as may be or as there is time for.</summary>
    public async Task<(IEnumerable<int> Ids, bool IsWhole)> FindAsync(SearchScope scope, IReadOnlyList<int> lengths)
    {
        var (began, found) = (time.GetTimestamp(), new List<int>());
        var (depth, all) = (NewestOfEach(lengths), lengths.Sum(length => (long)length));
        var step = (int)Math.Ceiling(depth * (double)FirstSlice / Math.Clamp(all, FirstSlice, MessageSearch.ScanLimit));
        for (int passed = 0, next = step; passed < depth; (passed, next) = (next, next + (step *= 2)))
        {
            if (passed > 0 && time.GetElapsedTime(began) > patience)
            {
                return (found, false);
            }

            next = Math.Min(next, depth);
            found.AddRange(await SliceAsync(scope, passed, next));
            if (found.Count > MessageSearch.PageLimit && await NewestUnseenAsync(scope, next) is var unseen && found.Count(id => id > unseen) > MessageSearch.PageLimit)
            {
                return (found, true);
            }
        }

        return (found, all <= MessageSearch.ScanLimit);
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
    Task<List<int>> SliceAsync(SearchScope scope, int passed, int depth)
    {
        var parameters = new SearchParameters();
        return lookups.AllOnceAsync(
            $"""
            SELECT s.message_id FROM chat_participants AS p CROSS JOIN chats AS c CROSS JOIN messages AS m CROSS JOIN search_texts AS s
            WHERE {scope.Mine(parameters)} AND c.id = p.chat_id AND m.chat_id = p.chat_id AND m.sequence > c.last_sequence - {parameters.Add(depth)}
                AND m.sequence <= c.last_sequence - {parameters.Add(passed)}
                AND s.message_id = m.id AND m.id < {parameters.Add(scope.Before)} AND {scope.Fits(parameters)}{scope.Holds(parameters)}
            ORDER BY s.message_id DESC LIMIT {MessageSearch.PageLimit + 1}
            """,
            row => row.GetInt32(0), parameters.Values);
    }

    /// <summary>How many of the newest of each chat are no more than may be looked through together.</summary>
    static int NewestOfEach(IReadOnlyList<int> lengths)
    {
        var (enough, tooMany) = (1, Math.Min(lengths.Max(), MessageSearch.ScanLimit) + 1);
        while (tooMany - enough > 1)
        {
            var middle = (enough + tooMany) / 2;
            var isTooMuch = lengths.Sum(length => (long)Math.Min(length, middle)) > MessageSearch.ScanLimit;
            (enough, tooMany) = isTooMuch ? (enough, middle) : (middle, tooMany);
        }

        return enough;
    }
}
