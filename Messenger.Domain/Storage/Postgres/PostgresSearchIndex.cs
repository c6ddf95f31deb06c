using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Messenger.Domain;

/// <summary>The index of PostgreSQL: trigrams of search_texts (the extension pg_trgm), by which LIKE finds any part of a text.</summary>
public sealed class PostgresSearchIndex(NpgsqlDataSource connections) : ISearchIndex
{
    const string IsThere = "SELECT EXISTS (SELECT 1 FROM pg_indexes WHERE schemaname = current_schema() AND indexname = 'ix_search_texts_text')";

    // What was added waits in a list until that has this many kB, and then all of it is sorted in: with the 4 MB of the default an edit would be
    // late that happens to be the last. Nodes that start at once wait for each other: to make an extension, if there is none, fails where another does so just then.
    const string Make = """
        SELECT pg_advisory_xact_lock(5646473102);
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX IF NOT EXISTS ix_search_texts_text ON search_texts USING gin (text gin_trgm_ops) WITH (gin_pending_list_limit = 512)
        """;

    const string Add = """
        WITH added AS (
            INSERT INTO search_texts (message_id, chat_id, text) SELECT added.* FROM unnest($1::integer[], $2::integer[], $3::text[]) AS added (id, chat, text)
            WHERE EXISTS (SELECT 1 FROM messages WHERE messages.id = added.id) ON CONFLICT (message_id) DO NOTHING)
        UPDATE search_state SET last_id = $4 WHERE last_id < $4
        """;

    // An extension that comes to a messenger with many texts indexes them all at once.
    static readonly TimeSpan patience = TimeSpan.FromMinutes(30);

    // Nobody waits for what is added.
    static readonly TimeSpan adding = TimeSpan.FromSeconds(30);

    bool isThere;

    // As many as are sent within the time that anybody waits for a send.
    public int Unsettled => 2000;

    public async Task PrepareAsync()
    {
        if (!await IsThereAsync())
        {
            await using var connection = await connections.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var make = new NpgsqlCommand(Make, connection, transaction) { CommandTimeout = (int)patience.TotalSeconds };
            await make.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
    }

    // Once made it stays.
    public async Task<bool> IsThereAsync() => isThere = isThere || await AskAsync(IsThere);

    // Where the locale of the database is C, only what is in ASCII counts as a letter, and the others are left out of the index.
    public async Task<bool> HasAllLettersAsync() => await IsThereAsync() && await AskAsync("SELECT cardinality(show_trgm('Привет')) > 0");

    // The planner chooses: a word that is in every other text is not worth an index, and it knows which ones are.
    public SearchSource SourceOf(IReadOnlyList<string> words, SearchParameters parameters) =>
        new("search_texts AS s JOIN messages AS m ON m.id = s.message_id", "TRUE", "s.message_id");

    // By what the planner thinks: to count them would take as long as to find them.
    public async Task<bool> AreCommonAsync(ILookups lookups, IReadOnlyList<string> words)
    {
        var parameters = new SearchParameters();
        var holds = string.Join(" AND ", words.Select(word => $"text LIKE {parameters.AddPattern(word)} ESCAPE '\\'"));
        var plans = await lookups.AllOnceAsync($"EXPLAIN (FORMAT JSON) SELECT 1 FROM search_texts WHERE {holds}", row => JsonElement.Parse(row.GetString(0)), parameters.Values);
        return plans.Single()[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble() > ISearchIndex.CommonFrom;
    }

    public Task RemoveAsync(int first, int last) => DoAsync("DELETE FROM search_texts WHERE message_id BETWEEN $1 AND $2", first, last);

    public Task MarkRebuiltAsync(int from, int? upTo) => DoAsync("UPDATE search_state SET rebuilt_id = $2 WHERE rebuilt_id = $1", from, upTo);

    public async Task AddAsync(IReadOnlyList<SearchedText> texts, int upTo)
    {
        await using var add = connections.CreateCommand(Add);
        add.CommandTimeout = (int)adding.TotalSeconds;
        add.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. texts.Select(text => text.MessageId)] });
        add.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. texts.Select(text => text.ChatId)] });
        add.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. texts.Select(text => text.Text)] });
        add.Parameters.Add(new NpgsqlParameter<int> { TypedValue = upTo });
        await add.ExecuteNonQueryAsync();
    }

    async Task DoAsync(string statement, params int?[] parameters)
    {
        await using var command = connections.CreateCommand(statement);
        command.CommandTimeout = (int)adding.TotalSeconds;
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        }

        await command.ExecuteNonQueryAsync();
    }

    async Task<bool> AskAsync(string question)
    {
        await using var ask = connections.CreateCommand(question);
        return (bool)(await ask.ExecuteScalarAsync())!;
    }
}
