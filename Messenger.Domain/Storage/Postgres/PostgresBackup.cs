using System.Data;
using Npgsql;

namespace Messenger.Domain;

/// <summary>Has PostgreSQL's own programs write the database and read it back.</summary>
public sealed class PostgresBackup(NpgsqlConnectionStringBuilder given, TimeProvider time) : IDatabaseBackup, IDisposable
{
    // Of the advisory lock that nodes share and a restore has alone; anything that nobody else takes.
    const long UsedKey = 5_646_473_103;

    const string Tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()";

    // Whose tables they are need not be whose the schema is.
    const string DropAll = """
        DO $$ DECLARE one record; BEGIN
            FOR one IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = current_schema() LOOP
                EXECUTE 'DROP TABLE IF EXISTS ' || one.name || ' CASCADE';
            END LOOP;
        END $$;
        """;

    static readonly string[] plain = ["--no-owner", "--no-privileges", "--no-comments"];

    NpgsqlConnection? mark;

    public string FileName => "database.dump";

    /// <summary>The program and we see the same moment: ours, which it is lent.</summary>
    public async Task<DatabaseContents> SaveAsync(string path)
    {
        await using var connection = await OpenAsync(given);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var moment = await AskAsync<string>(connection, "SELECT pg_export_snapshot()");
        var programs = await ProgramsAsync(connection);
        await programs.RunAsync("pg_dump", ["--format=custom", "--exclude-table-data=search_texts", $"--snapshot={moment}", $"--file={path}", .. plain]);
        return await DatabaseContents.ReadAsync(connection, transaction, Tables);
    }

    /// <summary>In a database of its own, which goes again; that takes the right to make one (CREATEDB).</summary>
    public async Task<IReadOnlyDictionary<string, long>?> CountAsync(string path)
    {
        await using var connection = await OpenAsync(given);
        var name = $"messenger_backup_test_{Guid.NewGuid():N}";
        try
        {
            await ExecuteAsync(connection, $"CREATE DATABASE {name}");
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }

        try
        {
            await (await ProgramsAsync(connection)).RunAsync("pg_restore", [.. plain, "--exit-on-error", $"--dbname={name}", path]);
            await using var restored = await OpenAsync(new NpgsqlConnectionStringBuilder(given.ConnectionString) { Database = name });
            return await DatabaseContents.CountAsync(restored, null, Tables);
        }
        finally
        {
            await ExecuteAsync(connection, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    public async Task RequireUnusedAsync()
    {
        await using var alone = await OpenAloneAsync();
    }

    /// <summary>Says that a node uses the database, or still does: a lock that goes with the connection, so also with a node that dies.</summary>
    public async Task MarkUsedAsync(CancellationToken stop)
    {
        try
        {
            var isNew = mark is null;
            mark ??= await OpenAsync(given);
            await using var ask = new NpgsqlCommand(isNew ? $"SELECT pg_advisory_lock_shared({UsedKey})" : "SELECT 1", mark);
            await ask.ExecuteNonQueryAsync(stop);
        }
        catch
        {
            // The next look has another connection.
            Dispose();
            throw;
        }
    }

    /// <summary>In one transaction: whatever fails leaves what was there.</summary>
    public async Task RestoreAsync(string path, bool endSessions, string? detail)
    {
        await using var alone = await OpenAloneAsync();
        var schema = await AskAsync<string>(alone, "SELECT quote_ident(current_schema())");
        var programs = await ProgramsAsync(alone);
        var told = Restoration.Statements(time.Now(), at => $"'{at:O}'", endSessions, detail);
        await programs.PipeAsync("pg_restore", [.. plain, "--file=-", path], "psql", ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"],
            before: DropAll, after: $"SET search_path = {schema};\n{told}");
    }

    public void Dispose()
    {
        mark?.Dispose();
        mark = null;
    }

    /// <summary>While it is open no node is marked.</summary>
    async Task<NpgsqlConnection> OpenAloneAsync()
    {
        var alone = await OpenAsync(given);
        if (await AskAsync<bool>(alone, $"SELECT pg_try_advisory_lock({UsedKey})"))
        {
            return alone;
        }

        await alone.DisposeAsync();
        throw new BackupFailed("The messenger is running. Stop all its nodes first.");
    }

    async Task<PostgresPrograms> ProgramsAsync(NpgsqlConnection connection) => await PostgresPrograms.FindAsync(connection.PostgreSqlVersion.Major, given);

    static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder to)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(to.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static async Task<T> AskAsync<T>(NpgsqlConnection connection, string question)
    {
        await using var ask = new NpgsqlCommand(question, connection);
        return (T)(await ask.ExecuteScalarAsync())!;
    }
}
