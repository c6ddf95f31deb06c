using System.Data.Common;

namespace Messenger.Domain;

/// <summary>The contents of a database, and which bytes beside it are a part of that.</summary>
/// <param name="Migration">The newest that its tables have seen.</param>
/// <param name="Rows">How many each table has, but for those of the index, which is made anew.</param>
/// <param name="Files">What the bytes of messages are kept under, and whether there is a small picture beside them.</param>
/// <param name="Avatars">The addresses of all pictures of people and groups.</param>
public sealed record DatabaseContents(
    string Migration, IReadOnlyDictionary<string, long> Rows, IReadOnlyDictionary<Guid, bool> Files, IReadOnlyList<string> Avatars)
{
    // Bytes that no message shows any more may be gone already.
    const string NamedFiles = "SELECT COALESCE(copy_of, key), has_thumbnail FROM files WHERE message_id IS NOT NULL OR report_id IS NOT NULL";

    const string NamedAvatars = "SELECT avatar FROM users WHERE avatar IS NOT NULL UNION SELECT avatar FROM chats WHERE avatar IS NOT NULL";

    const string NewestMigration = """SELECT migration_id FROM "__EFMigrationsHistory" ORDER BY migration_id DESC LIMIT 1""";

    /// <param name="tables">A statement that names the tables of this database.</param>
    internal static async Task<DatabaseContents> ReadAsync(DbConnection connection, DbTransaction? transaction, string tables, CancellationToken stop)
    {
        var files = await connection.AllAsync(transaction, NamedFiles, row => (Key: row.GetGuid(0), HasThumbnail: row.GetBoolean(1)), stop);
        return new DatabaseContents(
            (await connection.AllAsync(transaction, NewestMigration, row => row.GetString(0), stop))[0], await CountAsync(connection, transaction, tables, stop),
            files.GroupBy(file => file.Key).ToDictionary(same => same.Key, same => same.Any(file => file.HasThumbnail)),
            await connection.AllAsync(transaction, NamedAvatars, row => row.GetString(0), stop));
    }

    /// <summary>How many rows each table has: also in a database of an older version, which need not have all columns of this one.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> CountAsync(DbConnection connection, DbTransaction? transaction, string tables, CancellationToken stop)
    {
        SortedDictionary<string, long> rows = new(StringComparer.Ordinal);
        foreach (var table in await connection.AllAsync(transaction, tables, row => row.GetString(0), stop))
        {
            if (!table.StartsWith("search_", StringComparison.Ordinal))
            {
                rows[table] = (await connection.AllAsync(transaction, $"SELECT COUNT(*) FROM \"{table}\"", row => row.GetInt64(0), stop))[0];
            }
        }

        return rows;
    }
}

static class WholeDatabaseQueries
{
    /// <summary>However long it takes.</summary>
    public static async Task<List<T>> AllAsync<T>(this DbConnection connection, DbTransaction? transaction, string sql, Func<DbDataReader, T> read, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, transaction, 0);
        await using var row = await command.ExecuteReaderAsync(stop);
        List<T> found = [];
        while (await row.ReadAsync(stop))
        {
            found.Add(read(row));
        }

        return found;
    }
}
