using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Messenger.Domain;

/// <summary>
/// Lookups on SQLite, over connections that stay open and statements that stay prepared: opening one anew costs ten times the question.
/// </summary>
public sealed class SqliteLookups(string connectionString) : ILookups, IDisposable
{
    readonly ConcurrentBag<PooledConnection> idle = [];

    public Task<bool> AreReadyAsync()
    {
        // Kept in the file; a restored copy may have lost it.
        All("PRAGMA journal_mode=WAL", row => row.GetString(0), []);
        return this.HasAsync(SqliteDb.NewestMigration, SqliteDb.MigrationCount);
    }

    public Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters) => Task.FromResult(All(sql, read, parameters));

    public Task<List<T>> AllOnceAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters) => Task.FromResult(All(sql, read, parameters, isKept: false));

    /// <summary>
    /// Moves what the write-ahead log holds into the database and empties it, unless somebody reads just then: what was deleted stands in
    /// it until it is written over.
    /// </summary>
    public void EmptyLog() => All("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt32(0), []);

    List<T> All<T>(string sql, Func<DbDataReader, T> read, object[] parameters, bool isKept = true)
    {
        if (!idle.TryTake(out var pooled))
        {
            pooled = new PooledConnection(connectionString);
        }

        try
        {
            var found = isKept ? pooled.All(sql, read, parameters) : pooled.Once(sql, read, parameters);
            idle.Add(pooled);
            return found;
        }
        catch
        {
            // It may be the connection's fault: the next one begins afresh.
            pooled.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var pooled))
        {
            pooled.Dispose();
        }
    }

    sealed class PooledConnection : IDisposable
    {
        readonly SqliteConnection connection;
        readonly Dictionary<string, SqliteCommand> prepared = [];

        public PooledConnection(string connectionString)
        {
            connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            SqlitePragmas.Set(connection);
        }

        public List<T> All<T>(string sql, Func<DbDataReader, T> read, object[] parameters)
        {
            if (!prepared.TryGetValue(sql, out var command))
            {
                prepared[sql] = command = Command(sql, parameters);
            }

            for (var i = 0; i < parameters.Length; i++)
            {
                command.Parameters[i].Value = Stored(parameters[i]);
            }

            return Read(command, read);
        }

        public List<T> Once<T>(string sql, Func<DbDataReader, T> read, object[] parameters)
        {
            using var command = Command(sql, parameters);
            return Read(command, read);
        }

        public void Dispose() => connection.Dispose();

        SqliteCommand Command(string sql, object[] parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Parameters.AddRange(parameters.Select((value, i) => new SqliteParameter($"${i + 1}", Stored(value))));
            return command;
        }

        static List<T> Read<T>(SqliteCommand command, Func<DbDataReader, T> read)
        {
            using var row = command.ExecuteReader();
            List<T> found = [];
            while (row.Read())
            {
                found.Add(read(row));
            }

            return found;
        }

        // Times are UTC ticks in this database.
        static object Stored(object value) => value is DateTimeOffset at ? at.UtcTicks : value;
    }
}
