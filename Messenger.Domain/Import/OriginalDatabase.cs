using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Messenger.Domain;

/// <summary>The PostgreSQL of the original Messenger, as it is at one moment. Nothing in it is changed: its own transaction would not let us.</summary>
sealed class OriginalDatabase : IAsyncDisposable
{
    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction moment;

    OriginalDatabase(NpgsqlConnection connection, NpgsqlTransaction moment) => (this.connection, this.moment) = (connection, moment);

    public static async Task<OriginalDatabase> OpenAsync(string from)
    {
        var connection = await ConnectAsync(from);
        var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await using var readOnly = new NpgsqlCommand("SET TRANSACTION READ ONLY", connection, moment);
        await readOnly.ExecuteNonQueryAsync();
        return new OriginalDatabase(connection, moment);
    }

    public IAsyncEnumerable<OriginalUser> UsersAsync() => AllAsync(
        """
        SELECT id, email, username, hashed_password, full_name, phone_number, avatar, status, is_active, is_email_verified, created_at, updated_at
        FROM users ORDER BY id
        """,
        row => new OriginalUser(row.GetInt32(0), row.Text(1) ?? "", row.Text(2) ?? "", row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7), row.Flag(8, true), row.Flag(9, false), At(row, 10), At(row, 11, 10)));

    public async Task<IReadOnlyList<OriginalChat>> ChatsAsync(ImportReport report)
    {
        var chats = await AllAsync("SELECT id, name, is_group, avatar, created_by, created_at, updated_at FROM chats ORDER BY id",
            row => new OriginalChat(row.GetInt32(0), row.Text(1), row.Flag(2, false), row.Text(3), row.Number(4), At(row, 5), At(row, 6, 5))).ToDictionaryAsync(chat => chat.Id);
        await foreach (var (chat, person) in AllAsync("SELECT chat_id, user_id FROM chat_participants", row => (row.Id(0), row.Id(1))))
        {
            report.Tally("Places in chats that are not in the original, which were left out", chats.ContainsKey(chat) ? 0 : 1);
            chats.GetValueOrDefault(chat)?.People.Add(person);
        }

        return [.. chats.Values.OrderBy(chat => chat.Id)];
    }

    /// <summary>Of some chats together, in the order in which they were said.</summary>
    public IAsyncEnumerable<OriginalMessage> MessagesAsync(int[] chats) => AllAsync(
        """
        SELECT id, sender_id, content, file_url, reply_to, is_edited, is_deleted, created_at, updated_at
        FROM messages WHERE chat_id = ANY($1) ORDER BY created_at, id
        """,
        row => new OriginalMessage(row.GetInt32(0), row.Number(1), row.Text(2) ?? "", row.Text(3), row.Number(4), row.Flag(5, false), row.Flag(6, false), At(row, 7), At(row, 8, 7)), chats);

    public IAsyncEnumerable<OriginalCall> CallsAsync() => AllAsync(
        "SELECT id, chat_id, initiator_id, lower(call_type::text), lower(status::text), started_at, ended_at FROM calls ORDER BY id",
        row => new OriginalCall(row.GetInt32(0), row.Id(1), row.Number(2), row.Text(3) ?? "", row.Text(4) ?? "", At(row, 5), row.IsDBNull(6) ? null : At(row, 6)));

    public IAsyncEnumerable<OriginalReaction> ReactionsAsync() => AllAsync(
        "SELECT id, message_id, user_id, emoji FROM message_reactions ORDER BY id", row => new OriginalReaction(row.GetInt32(0), row.Id(1), row.Id(2), row.Text(3) ?? ""));

    public IAsyncEnumerable<OriginalRead> ReadsAsync() => AllAsync(
        "SELECT id, message_id, user_id, read_at FROM message_reads ORDER BY id", row => new OriginalRead(row.GetInt32(0), row.Id(1), row.Id(2), At(row, 3)));

    public async Task<int> NewestIdAsync(string table)
    {
        await using var command = new NpgsqlCommand($"SELECT COALESCE(MAX(id), 0) FROM {table}", connection, moment);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await moment.DisposeAsync();
        await connection.DisposeAsync();
    }

    async IAsyncEnumerable<T> AllAsync<T>(string sql, Func<DbDataReader, T> read, int[]? chats = null, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var command = new NpgsqlCommand(sql, connection, moment);
        if (chats is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = chats });
        }

        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            yield return read(row);
        }
    }

    static async Task<NpgsqlConnection> ConnectAsync(string from)
    {
        try
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(from) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
            await connection.OpenAsync();
            return connection;
        }
        catch (Exception failure) when (failure is NpgsqlException or ArgumentException)
        {
            throw new ImportFailed($"The original cannot be reached: {failure.Message}");
        }
    }

    // It wrote UTC, with a zone or without; what has no time at all has that of another column, or the beginning of time.
    static DateTimeOffset At(DbDataReader row, int column, int otherwise = -1) =>
        !row.IsDBNull(column) ? new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc))
        : otherwise < 0 ? DateTimeOffset.UnixEpoch : At(row, otherwise);
}

static class OriginalColumns
{
    public static int? Number(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    /// <summary>0 where there is none: what it was of is gone there.</summary>
    public static int Id(this DbDataReader row, int column) => row.Number(column) ?? 0;

    public static bool Flag(this DbDataReader row, int column, bool otherwise) => row.IsDBNull(column) ? otherwise : row.GetBoolean(column);
}
