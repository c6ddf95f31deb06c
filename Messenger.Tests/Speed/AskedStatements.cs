using System.Data.Common;
using System.Diagnostics;
using Messenger.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Messenger.Tests;

/// <summary>Remembers what one context of EF asks the database, to ask how that is gone about.</summary>
public sealed class AskedStatements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    readonly MessengerDb db;
    readonly List<IDisposable> subscriptions = [];
    readonly List<(string Sql, IReadOnlyList<(string Name, object? Value)> Parameters)> asked = [];

    public AskedStatements(MessengerDb db)
    {
        this.db = db;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>How the database goes about those that mention a table, a line for each step. PostgreSQL is not to read all of it only because it is small here.</summary>
    public async Task<IReadOnlyList<string>> PlanAsync(string table)
    {
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        await (connection is NpgsqlConnection ? db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off") : Task.CompletedTask);
        List<string> lines = [];
        foreach (var (sql, parameters) in asked.ToList().Where(one => IsOf(table, one.Sql.Replace("\"", ""))))
        {
            lines.AddRange(await ExplainAsync(connection, sql, parameters));
        }

        return lines;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandEventData { Context: { } context, Command: var command } && context == db && value.Key == RelationalEventId.CommandExecuting.Name)
        {
            asked.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(one => (one.ParameterName, one.Value))]));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscriptions.ForEach(one => one.Dispose());

    static bool IsOf(string table, string sql) => sql.Contains($"FROM {table} ") || sql.Contains($"UPDATE {table} ");

    static async Task<List<string>> ExplainAsync(DbConnection connection, string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        await using var explain = connection.CreateCommand();
        explain.CommandText = $"EXPLAIN {(connection is SqliteConnection ? "QUERY PLAN " : "")}{sql}";
        foreach (var (name, value) in parameters)
        {
            explain.Parameters.Add(connection is SqliteConnection ? new SqliteParameter(name, value) : new NpgsqlParameter(name, value));
        }

        List<string> lines = [];
        await using var rows = await explain.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            lines.Add($"{rows.GetValue(rows.FieldCount - 1)}".Trim());
        }

        return lines;
    }
}
