using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Messenger.Domain;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Messenger.Tests;

/// <summary>Lookups that remember what they were asked, to ask it again and count what each answer takes.</summary>
/// <param name="isMeant">Of what is asked now; null: all of it.</param>
public sealed class ReadStatements(ILookups lookups, Func<bool>? isMeant = null) : ILookups
{
    readonly ConcurrentQueue<(string Sql, IReadOnlyList<(string Name, object? Value)> Parameters, bool HasOnePlan)> asked = new();

    public Task<bool> AreReadyAsync() => lookups.AreReadyAsync();

    public Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        Remember(sql, parameters, hasOnePlan: false);
        return lookups.AllAsync(sql, read, parameters);
    }

    public Task<List<T>> AllByOnePlanAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        Remember(sql, parameters, hasOnePlan: true);
        return lookups.AllByOnePlanAsync(sql, read, parameters);
    }

    /// <summary>How much work they are: pages of PostgreSQL, steps of SQLite's machine. The same on every machine, however busy.</summary>
    public async Task<long> CostAsync(DbConnection connection)
    {
        var cost = 0L;
        foreach (var (sql, parameters, hasOnePlan) in asked)
        {
            cost += connection is SqliteConnection sqlite ? Steps(sqlite, sql, parameters)
                : hasOnePlan ? await PagesByOnePlanAsync(connection, sql, [.. parameters.Select(one => one.Value!)])
                : await PagesAsync(connection, sql, parameters.Select(one => one.Value));
        }

        return cost;
    }

    /// <summary>How the database goes about them, in its own words.</summary>
    public async Task<string> PlanAsync(DbConnection connection, Func<string, bool> which)
    {
        List<string> lines = [];
        foreach (var (sql, parameters, _) in asked.Where(one => which(one.Sql)))
        {
            await using var explain = connection.CreateCommand();
            explain.CommandText = $"EXPLAIN {(connection is SqliteConnection ? "QUERY PLAN " : "")}{sql}";
            foreach (var (name, value) in parameters)
            {
                explain.Parameters.Add(connection is SqliteConnection ? new SqliteParameter(name, value) : new NpgsqlParameter { Value = value });
            }

            await using var rows = await explain.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                lines.Add($"{rows.GetValue(rows.FieldCount - 1)}");
            }
        }

        return string.Join('\n', lines);
    }

    public int Count => asked.Count;

    /// <summary>In this order.</summary>
    public IReadOnlyList<string> Asked => [.. asked.Select(one => one.Sql)];

    /// <summary>What was asked more than once about the same.</summary>
    public IReadOnlyList<string> Repeated() =>
        [.. asked.GroupBy(one => $"{one.Sql} with {string.Join(", ", one.Parameters)}").Where(same => same.Count() > 1).Select(same => $"{same.Count()} times: {same.Key}")];

    public void Forget() => asked.Clear();

    void Remember(string sql, object[] parameters, bool hasOnePlan)
    {
        if (isMeant?.Invoke() ?? true)
        {
            asked.Enqueue((sql, [.. parameters.Select((value, i) => ($"${i + 1}", (object?)value))], hasOnePlan));
        }
    }

    static async Task<long> PagesByOnePlanAsync(DbConnection connection, string sql, IReadOnlyList<object> values)
    {
        await DoAsync($"PREPARE asked ({string.Join(", ", values.Select(value => Literal(value).Type))}) AS {sql}");
        await DoAsync("SET plan_cache_mode = force_generic_plan");
        try
        {
            return await PagesAsync(connection, $"EXECUTE asked ({string.Join(", ", values.Select(value => Literal(value).Text))})", []);
        }
        finally
        {
            await DoAsync("RESET plan_cache_mode");
            await DoAsync("DEALLOCATE asked");
        }

        static (string Type, string Text) Literal(object value) => value switch
        {
            int number => ("integer", $"{number}"),
            DateTimeOffset at => ("timestamptz", $"'{at:O}'"),
            _ => throw new NotSupportedException($"How is {value} written?"),
        };

        async Task DoAsync(string statement)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }

    static async Task<long> PagesAsync(DbConnection connection, string sql, IEnumerable<object?> values)
    {
        await using var explain = connection.CreateCommand();
        explain.CommandText = $"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}";
        foreach (var value in values)
        {
            explain.Parameters.Add(new NpgsqlParameter { Value = value });
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
                _ = (value as string ?? (value as Guid?)?.ToString().ToUpperInvariant()) is { } text ? raw.sqlite3_bind_text(statement, place, text) : raw.sqlite3_bind_int64(statement, place, Convert.ToInt64(value is DateTimeOffset at ? at.UtcTicks : value));
            }

            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
            {
                // Counted below.
            }

            return raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_VM_STEP, 0);
        }
    }
}
