using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Messenger.Bench;

/// <summary>
/// The database of a messenger of ours, past the messenger: so many messages would take hours through its doors. What is inserted is
/// copied from a group that was made through them, so only the columns have to be known here.
/// </summary>
public sealed class SearchDatabase : IAsyncDisposable
{
    const int BatchSize = 5000;

    const string ChatColumns = "name, searchable, is_group, created_by, created_at, updated_at, revision, changed_revision, membership_version";
    const string MemberColumns = "user_id, role, joined_at, is_pinned, is_muted, notification_level, uncounted";
    const string MessageColumns = "chat_id, sender_id, message_type, is_edited, is_deleted, created_at, updated_at, content, sequence, revision";

    readonly DbConnection connection;

    SearchDatabase(DbConnection connection) => this.connection = connection;

    public static async Task<SearchDatabase> OpenAsync(Bench bench)
    {
        if (!bench.Server.IsOurs)
        {
            throw new ArgumentException("search fills the database, so it is not for a messenger that runs already.");
        }

        DbConnection connection = bench.Options.Postgres is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection($"Data Source={bench.Server.SqliteFile};Pooling=false");
        await connection.OpenAsync();
        return new SearchDatabase(connection);
    }

    public async Task FillAsync(SearchOptions options, int template, int me, int other)
    {
        var first = (int)await NumberAsync("SELECT MAX(id) FROM chats") + 1;
        var (each, mine) = (options.Messages / options.Chats, options.Chats / options.Mine);
        await DoAsync($"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {options.Chats - 1})
            INSERT INTO chats ({ChatColumns}, last_sequence) SELECT {ChatColumns}, {each} FROM chats, n WHERE id = {template}
            """);
        // Mine are all over, as they are for people.
        await DoAsync($"""
            INSERT INTO chat_participants (chat_id, read_sequence, {MemberColumns})
            SELECT chats.id, {each}, {MemberColumns} FROM chats, chat_participants AS p
            WHERE chats.id >= {first} AND p.chat_id = {template} AND (p.user_id = {other} OR p.user_id = {me} AND (chats.id - {first}) % {mine} = 0)
            """);
        var random = new Random(1);
        List<(int Chat, int Sequence, string Text)> batch = [];
        // As they come: one after the other in every chat.
        for (var i = 0; i < each * options.Chats; i++)
        {
            batch.Add((first + i % options.Chats, 1 + i / options.Chats, SearchCorpus.Text(random, isOfOthers: i % options.Chats % mine != 0)));
            if (batch.Count == BatchSize || i == each * options.Chats - 1)
            {
                await InsertAsync(batch, template, other);
                batch.Clear();
            }
        }
    }

    /// <summary>As PostgreSQL does by itself, in its own time. SQLite never does, and the messenger does not ask it to.</summary>
    public Task AnalyzeAsync() => connection is NpgsqlConnection ? DoAsync("ANALYZE") : Task.CompletedTask;

    public Task<long> BehindAsync() => NumberAsync("SELECT (SELECT MAX(id) FROM messages) - last_id FROM search_state");

    /// <summary>In bytes.</summary>
    public Task<long> SizeAsync() => NumberAsync(connection is SqliteConnection
        ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        : "SELECT pg_database_size(current_database())");

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    async Task InsertAsync(List<(int Chat, int Sequence, string Text)> batch, int template, int other)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandTimeout = 60;
        insert.CommandText = $"""
            INSERT INTO messages ({MessageColumns})
            SELECT @chat, {other}, 'text', is_edited, is_deleted, created_at, updated_at, @text, @sequence, @sequence FROM messages
            WHERE chat_id = {template} AND notice IS NULL LIMIT 1
            """;
        var (chat, sequence, text) = (Parameter("chat", 0), Parameter("sequence", 0), Parameter("text", ""));
        await insert.PrepareAsync();
        foreach (var one in batch)
        {
            (chat.Value, sequence.Value, text.Value) = (one.Chat, one.Sequence, one.Text);
            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();

        DbParameter Parameter(string name, object value)
        {
            var parameter = insert.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            insert.Parameters.Add(parameter);
            return parameter;
        }
    }

    async Task DoAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 600);
        await command.ExecuteNonQueryAsync();
    }

    async Task<long> NumberAsync(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }
}
