using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using SQLitePCL;

namespace Messenger.Tests;

/// <summary>What EF asks one database while this is listening, to ask it again and count what each answer takes.</summary>
public sealed class ReadStatements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    readonly ConcurrentQueue<(string Sql, IReadOnlyList<(string Name, object? Value)> Parameters)> asked = new();
    readonly string database;
    readonly List<IDisposable> listening = [];

    /// <param name="folder">The server's: its last part is the name of its PostgreSQL database.</param>
    public ReadStatements(string folder)
    {
        database = folder;
        listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>How much work they are: pages of PostgreSQL, steps of SQLite's machine. The same on every machine, however busy.</summary>
    public async Task<long> CostAsync(DbConnection connection)
    {
        var cost = 0L;
        foreach (var (sql, parameters) in asked.Where(one => one.Sql.StartsWith("SELECT")))
        {
            cost += connection is SqliteConnection sqlite ? Steps(sqlite, sql, parameters) : await PagesAsync(connection, sql, parameters);
        }

        return cost;
    }

    public int Count => asked.Count;

    public void Forget() => asked.Clear();

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.EntityFrameworkCore")
        {
            listening.Add(listener.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        if (happened is { Value: CommandEventData { Command: var command } } && happened.Key == RelationalEventId.CommandExecuting.Name && IsOurs(command.Connection!))
        {
            asked.Enqueue((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(one => (one.ParameterName, one.Value))]));
        }
    }

    public void OnError(Exception error) => throw error;

    public void OnCompleted()
    {
        // It never ends by itself.
    }

    public void Dispose() => listening.ForEach(one => one.Dispose());

    bool IsOurs(DbConnection connection) =>
        connection is SqliteConnection ? connection.DataSource.StartsWith(database + "/") : connection.Database == Path.GetFileName(database);

    static async Task<long> PagesAsync(DbConnection connection, string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        await using var explain = connection.CreateCommand();
        explain.CommandText = $"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}";
        foreach (var (name, value) in parameters)
        {
            explain.Parameters.Add(new NpgsqlParameter(name, value));
        }

        var plan = JsonElement.Parse((string)(await explain.ExecuteScalarAsync())!)[0].GetProperty("Plan");
        return plan.GetProperty("Shared Hit Blocks").GetInt64() + plan.GetProperty("Shared Read Blocks").GetInt64();
    }

    // https://sqlite.org/c3ref/c_stmtstatus_counter.html
    static long Steps(SqliteConnection connection, string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement);
        using (statement)
        {
            foreach (var (name, value) in parameters)
            {
                var place = raw.sqlite3_bind_parameter_index(statement, name);
                _ = value is string text ? raw.sqlite3_bind_text(statement, place, text) : raw.sqlite3_bind_int64(statement, place, Convert.ToInt64(value));
            }

            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                // Counted below.
            }

            return raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0);
        }
    }
}
