using Microsoft.Data.Sqlite;

namespace Messenger.Domain;

/// <summary>
/// Begins to write to the SQLite file and undoes it. By a connection of its own: one that is open already goes on with a file that was
/// moved away. In its turn: who is in the way of the writer makes people wait.
/// </summary>
public sealed class SqliteCheck(string connectionString, SqliteWriter writer) : IDatabaseCheck
{
    // Neither does it make a file that is missing.
    readonly string once = new SqliteConnectionStringBuilder(connectionString) { Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ConnectionString;

    public async Task<bool> TakesWritesAsync()
    {
        using var turn = await writer.EnterAsync();
        await using var connection = new SqliteConnection(once);
        connection.Open();
        await using var undone = connection.BeginTransaction();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """UPDATE installation SET folding = folding WHERE EXISTS (SELECT 1 FROM "__EFMigrationsHistory" WHERE migration_id = $1)""";
        command.Parameters.AddWithValue("$1", SqliteDb.NewestMigration);
        return command.ExecuteNonQuery() == 1;
    }

    /// <summary>With its log: what is in there is not in the file yet.</summary>
    public Task<long> GetSizeAsync() =>
        Task.FromResult(new[] { File, $"{File}-wal" }.Select(name => new FileInfo(name)).Where(file => file.Exists).Sum(file => file.Length));

    public Task<DateTimeOffset?> FindTimeAsync() => Task.FromResult<DateTimeOffset?>(null);

    string File => new SqliteConnectionStringBuilder(once).DataSource;
}
