namespace Messenger.Domain;

/// <summary>
/// The scope of a search: what is looked for, by whom and where, as conditions of a statement. Who may see what is among them, so
/// it is decided before any limit.
/// </summary>
/// <param name="ChatId">In this chat alone.</param>
/// <param name="Before">Only messages with smaller ids.</param>
sealed record SearchScope(int Me, int? ChatId, int Before, MessageQuery Query)
{
    const string Escaped = @"ESCAPE '\'";

    /// <summary>On a membership <c>p</c> and its chat <c>c</c>: my chats, as far as they are looked through.</summary>
    public string Mine(SearchParameters parameters) => $"p.user_id = {parameters.Add(Me)}{(ChatId is { } id ? $" AND p.chat_id = {parameters.Add(id)}" : "")}{Called(parameters)}";

    /// <summary>My chats as a subquery.</summary>
    public string MyChats(SearchParameters parameters) =>
        $"(SELECT p.chat_id FROM chat_participants AS p JOIN chats AS c ON c.id = p.chat_id WHERE {Mine(parameters)})";

    /// <summary>On a message <c>m</c>: not its words.</summary>
    public string Fits(SearchParameters parameters) => string.Concat(
        "NOT m.is_deleted AND m.notice IS NULL",
        Query.From.Count > 0 ? $" AND m.sender_id IN (SELECT u.id FROM users AS u WHERE u.searchable LIKE {parameters.AddPattern(Query.From)} {Escaped})" : "",
        Query.Before is { } before ? $" AND m.created_at < {parameters.Add(before)}" : "",
        Query.After is { } after ? $" AND m.created_at >= {parameters.Add(after)}" : "",
        Query.Has switch
        {
            null => "",
            "file" => " AND m.attachments IS NOT NULL",
            "link" => " AND (m.content LIKE '%http://%' OR m.content LIKE '%https://%')",
            var kind => $" AND m.message_type = {parameters.Add(kind)}",
        });

    /// <summary>On a text <c>s</c>.</summary>
    public string Holds(SearchParameters parameters) => string.Concat(Query.Words.Select(word => $" AND s.text LIKE {parameters.AddPattern(word)} {Escaped}"));

    /// <summary>Whether a text as it is now holds all the words.</summary>
    public bool IsIn(string text)
    {
        var folded = SearchText.Folded(text);
        return Query.Words.All(word => folded.Contains(word, StringComparison.Ordinal));
    }

    // A group by its name, a chat of two by the other one.
    string Called(SearchParameters parameters)
    {
        if (Query.In.Count == 0)
        {
            return "";
        }

        var pattern = parameters.AddPattern(Query.In);
        return $"""
             AND (c.searchable LIKE {pattern} {Escaped} OR NOT c.is_group AND EXISTS (
                SELECT 1 FROM chat_participants AS o JOIN users AS u ON u.id = o.user_id
                WHERE o.chat_id = c.id AND o.user_id <> p.user_id AND u.searchable LIKE {pattern} {Escaped}))
            """;
    }
}
