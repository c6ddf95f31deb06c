using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Messenger.Domain;

/// <summary>
/// Connections that stay open, with statements that stay prepared, for the few rows that every request asks for: opening one
/// anew costs ten times the question.
/// </summary>
public sealed class SqliteLookups(string connectionString) : ILookups, IDisposable
{
    readonly ConcurrentBag<Line> idle = [];

    public Task<bool> AreReadyAsync()
    {
        // Kept in the file; a restored copy may have lost it.
        First("PRAGMA journal_mode=WAL", row => row.GetString(0), []);
        return this.HasAsync(SqliteDb.NewestMigration);
    }

    public Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
        where T : class => Task.FromResult(First(sql, read, parameters));

    T? First<T>(string sql, Func<DbDataReader, T> read, object[] parameters)
        where T : class
    {
        if (!idle.TryTake(out var line))
        {
            line = new Line(connectionString);
        }

        try
        {
            var found = line.First(sql, read, parameters);
            idle.Add(line);
            return found;
        }
        catch
        {
            // It may be the connection's fault: the next one begins afresh.
            line.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var line))
        {
            line.Dispose();
        }
    }

    sealed class Line : IDisposable
    {
        readonly SqliteConnection connection;
        readonly Dictionary<string, SqliteCommand> prepared = [];

        public Line(string connectionString)
        {
            connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            SqlitePragmas.Set(connection);
        }

        public T? First<T>(string sql, Func<DbDataReader, T> read, object[] parameters)
            where T : class
        {
            if (!prepared.TryGetValue(sql, out var command))
            {
                prepared[sql] = command = connection.CreateCommand();
                command.CommandText = sql;
                command.Parameters.AddRange(parameters.Select((value, i) => new SqliteParameter($"${i + 1}", value)));
            }

            for (var i = 0; i < parameters.Length; i++)
            {
                command.Parameters[i].Value = parameters[i];
            }

            using var row = command.ExecuteReader();
            return row.Read() ? read(row) : null;
        }

        public void Dispose() => connection.Dispose();
    }
}
