using Microsoft.Data.Sqlite;

namespace Messenger.Domain;

/// <summary>Copies the SQLite file by SQLite itself, which knows what is in its log: a copy of the file alone would be of no moment.</summary>
public sealed class SqliteBackup(string file, TimeProvider time) : IDatabaseBackup
{
    const string Tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";

    // SQLITE_BUSY, SQLITE_LOCKED; SQLITE_CORRUPT, SQLITE_NOTADB (https://sqlite.org/rescode.html)
    static readonly int[] isUsed = [5, 6], isBroken = [11, 26];

    public string FileName => "database.sqlite";

    public async Task<DatabaseContents> SaveAsync(string path, CancellationToken stop)
    {
        await using (var connection = Open(file, SqliteOpenMode.ReadWrite))
        {
            // Readers do not hold up who writes. What was deleted has left the copy.
            Stoppably(connection, () => Execute(connection, $"VACUUM INTO '{path.Replace("'", "''")}'"), stop);
        }

        await using var copy = Open(path, SqliteOpenMode.ReadOnly);
        Stoppably(copy, () => Check(copy), stop);
        return await DatabaseContents.ReadAsync(copy, null, Tables, stop);
    }

    public async Task<IReadOnlyDictionary<string, long>?> CountAsync(string path, CancellationToken stop)
    {
        await using var copy = Open(path, SqliteOpenMode.ReadOnly);
        Stoppably(copy, () => Check(copy), stop);
        return await DatabaseContents.CountAsync(copy, null, Tables, stop);
    }

    public Task RequireUnusedAsync()
    {
        if (File.Exists(file))
        {
            Fold();
        }

        return Task.CompletedTask;
    }

    /// <summary>What was there stays beside it, with the time in its name.</summary>
    public async Task RestoreAsync(string path, bool endSessions, string? detail)
    {
        await using (var copy = Open(path, SqliteOpenMode.ReadWrite))
        {
            Check(copy);
            Execute(copy, "PRAGMA journal_mode=DELETE");
            Execute(copy, "PRAGMA synchronous=FULL");
            await using var transaction = copy.BeginTransaction();
            Execute(copy, RestoredDatabase.Statements(time.Now(), at => $"{at.UtcTicks}", endSessions, detail), transaction);
            transaction.Commit();
        }

        await RequireUnusedAsync();
        // A log that stays would be taken for that of the new one.
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
        if (File.Exists(file))
        {
            File.Replace(path, file, $"{file}.before-{time.GetUtcNow():yyyyMMddTHHmmss}");
        }
        else
        {
            File.Move(path, file);
        }
    }

    // A statement takes as long as the file is large, and knows no token.
    static void Stoppably(SqliteConnection connection, Action work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var interrupted = stop.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
        try
        {
            work();
        }
        catch (SqliteException) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
    }

    // SQLite changes how it keeps its log only for the one who is alone with the file; and then all of it is in there.
    void Fold()
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadWrite);
            Execute(connection, "PRAGMA journal_mode=DELETE");
        }
        catch (SqliteException failure) when (isUsed.Contains(failure.SqliteErrorCode))
        {
            throw new BackupFailed("The messenger is running, or something else has its database open. Stop it first.", failure);
        }
        catch (SqliteException failure) when (isBroken.Contains(failure.SqliteErrorCode))
        {
            // That is why somebody restores another.
        }
    }

    static void Check(SqliteConnection connection)
    {
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        if (check.ExecuteScalar() is not "ok")
        {
            throw new BackupFailed("SQLite finds that the database is damaged (PRAGMA integrity_check).");
        }
    }

    static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        connection.Open();
        return connection;
    }

    static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteNonQuery();
    }
}
