using Microsoft.Data.Sqlite;

namespace Messenger.Domain;

/// <summary>The index of SQLite: an FTS5 table of trigrams, which triggers keep at one with search_texts.</summary>
/// <param name="connectionString">Pooled: EF writes by the same connections.</param>
public sealed class SqliteSearchIndex(string connectionString, SqliteWriter writer) : ISearchIndex
{
    static readonly string counted = $"SELECT COUNT(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH $1 LIMIT {ISearchIndex.CommonFrom + 1})";

    // One writer at a time: ids are committed in their order.
    public int Unsettled => 0;

    public Task PrepareAsync() => Task.CompletedTask;

    public Task<bool> IsThereAsync() => Task.FromResult(true);

    public Task<bool> HasAllLettersAsync() => Task.FromResult(true);

    // A shorter word alone would find nothing, and beside others it would be left out of the question. The table comes first, and its rows in
    // the order of their ids, the newest first (CROSS keeps the order of a join).
    public SearchSource SourceOf(IReadOnlyList<string> words, SearchParameters parameters) => new(
        "search_index CROSS JOIN search_texts AS s CROSS JOIN messages AS m",
        $"search_index MATCH {parameters.Add(Phrases(words))} AND s.message_id = search_index.rowid AND m.id = s.message_id",
        "search_index.rowid");

    // Counted up to there: the table gives them one by one.
    public async Task<bool> AreCommonAsync(ILookups lookups, IReadOnlyList<string> words) =>
        (await lookups.AllAsync(counted, row => row.GetInt64(0), Phrases(words))).Single() > ISearchIndex.CommonFrom;

    public Task RemoveAsync(int first, int last) => DoAsync("DELETE FROM search_texts WHERE message_id BETWEEN $0 AND $1", first, last);

    public Task MarkRebuiltAsync(int from, int? upTo) => DoAsync("UPDATE search_state SET rebuilt_id = $1 WHERE rebuilt_id = $0", from, upTo);

    public async Task AddAsync(IReadOnlyList<SearchedText> texts, int upTo)
    {
        using var turn = await writer.EnterAsync();
        await using var connection = new SqliteConnection(connectionString);
        connection.Open();
        SqlitePragmas.Set(connection);
        await using var transaction = connection.BeginTransaction();
        await using var add = connection.CreateCommand();
        add.CommandText = "INSERT INTO search_texts (message_id, chat_id, text) SELECT $id, $chat, $text WHERE EXISTS (SELECT 1 FROM messages WHERE id = $id) ON CONFLICT (message_id) DO NOTHING";
        var (id, chat, text) = (add.Parameters.Add("$id", SqliteType.Integer), add.Parameters.Add("$chat", SqliteType.Integer), add.Parameters.Add("$text", SqliteType.Text));
        foreach (var one in texts)
        {
            (id.Value, chat.Value, text.Value) = (one.MessageId, one.ChatId, one.Text);
            add.ExecuteNonQuery();
        }

        await using var mark = connection.CreateCommand();
        mark.CommandText = "UPDATE search_state SET last_id = $upTo WHERE last_id < $upTo";
        mark.Parameters.AddWithValue("$upTo", upTo);
        mark.ExecuteNonQuery();
        transaction.Commit();
    }

    async Task DoAsync(string statement, params int?[] parameters)
    {
        using var turn = await writer.EnterAsync();
        await using var connection = new SqliteConnection(connectionString);
        connection.Open();
        SqlitePragmas.Set(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.Parameters.AddRange(parameters.Select((value, i) => new SqliteParameter($"${i}", (object?)value ?? DBNull.Value)));
        command.ExecuteNonQuery();
    }

    // In quotes nothing is an operator of FTS5.
    static string Phrases(IReadOnlyList<string> words) => string.Join(
        " AND ", words.Where(word => TextRules.Length(word) >= ISearchIndex.ShortestWord).Select(word => $"\"{word.Replace("\"", "\"\"")}\""));
}
