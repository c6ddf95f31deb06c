using System.Data;
using Npgsql;

namespace Messenger.Domain;

/// <summary>Has PostgreSQL's own programs write the database and read it back: our own tables, whatever others have beside them in the same schema.</summary>
/// <param name="tables">Read when they are asked for: a start that has nothing to migrate does without the model.</param>
public sealed class PostgresBackup(NpgsqlConnectionStringBuilder given, Lazy<PostgresTables> tables, TimeProvider time) : IDatabaseBackup, IDisposable
{
    // Of the advisory locks: one that nodes share and a restore has alone, and one of who tries a backup; anything that nobody else takes.
    const long UsedKey = 5_646_473_103, TestedKey = 5_646_473_104;

    // An empty database need not have it yet.
    const string OurSchema =
        "SELECT COALESCE(current_schema(), NULLIF((parse_ident(split_part(current_setting('search_path'), ',', 1)))[1], '$user'), 'public')";

    // Of one name for each database, so that what a trial left that was killed is known to be ours.
    const string TestDatabase = "SELECT format('messenger_backup_test_%s', oid) FROM pg_database WHERE datname = current_database()";

    static readonly string[] plain = ["--no-owner", "--no-privileges", "--no-comments"];

    NpgsqlConnection? mark;

    string Tables => $"SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename IN ({tables.Value.Listed})";

    // Each by its name, quoted where that could be a pattern; its sequences come along.
    string SavedTables => $"SELECT format('--table=%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = current_schema() AND tablename IN ({tables.Value.Listed})";

    public string FileName => "database.dump";

    /// <summary>The program and we see the same moment: ours, which it is lent.</summary>
    public async Task<DatabaseContents> SaveAsync(string path, CancellationToken stop)
    {
        await using var connection = await OpenAsync(given, stop);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var moment = await AskAsync<string>(connection, "SELECT pg_export_snapshot()");
        var saved = await connection.AllAsync(transaction, SavedTables, row => row.GetString(0), stop);
        var programs = await ProgramsAsync(connection, given);
        await programs.RunAsync("pg_dump", ["--format=custom", "--exclude-table-data=*.search_texts", $"--snapshot={moment}", $"--file={path}", .. plain, .. saved], stop);
        return await DatabaseContents.ReadAsync(connection, transaction, Tables, stop);
    }

    /// <summary>In a database of its own, which goes again; that takes the right to make one (CREATEDB). One trial waits for another.</summary>
    public async Task<IReadOnlyDictionary<string, long>?> CountAsync(string path, CancellationToken stop)
    {
        await using var connection = await OpenAsync(given, stop);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({TestedKey})", stop);
        var test = new NpgsqlConnectionStringBuilder(given.ConnectionString) { Database = await AskAsync<string>(connection, TestDatabase) };
        try
        {
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {test.Database} WITH (FORCE)", CancellationToken.None);
            await ExecuteAsync(connection, $"CREATE DATABASE {test.Database}", CancellationToken.None);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }

        try
        {
            await ReadBackAsync(path, await ProgramsAsync(connection, test), await AskAsync<string>(connection, OurSchema), after: "", stop);
            await using var restored = await OpenAsync(test, stop);
            return await DatabaseContents.CountAsync(restored, null, Tables, stop);
        }
        finally
        {
            await ExecuteAsync(connection, $"DROP DATABASE {test.Database} WITH (FORCE)", CancellationToken.None);
        }
    }

    public async Task RequireUnusedAsync()
    {
        await using var alone = await OpenAloneAsync();
        // With the connection it goes as well, but some time after that was closed here: whoever asks next would be told that a node runs.
        await ExecuteAsync(alone, $"SELECT pg_advisory_unlock({UsedKey})", CancellationToken.None);
    }

    /// <summary>Says that a node uses the database, or still does: a lock that goes with the connection, so also with a node that dies.</summary>
    public async Task MarkUsedAsync(CancellationToken stop)
    {
        try
        {
            var isNew = mark is null;
            mark ??= await OpenAsync(given, stop);
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

    public async Task RestoreAsync(string path, bool endSessions, string? detail)
    {
        await using var alone = await OpenAloneAsync();
        var schema = await AskAsync<string>(alone, OurSchema);
        var told = RestoredDatabase.Statements(time.Now(), at => $"'{at:O}'", endSessions, detail);
        await ReadBackAsync(path, await ProgramsAsync(alone, given), schema,
            after: $"SET search_path = {Quoted(schema)};\n{told}", CancellationToken.None);
    }

    public void Dispose()
    {
        mark?.Dispose();
        mark = null;
    }

    /// <summary>While it is open no node is marked.</summary>
    async Task<NpgsqlConnection> OpenAloneAsync()
    {
        var alone = await OpenAsync(given, CancellationToken.None);
        var refused = !await AskAsync<bool>(alone, $"SELECT pg_try_advisory_lock({UsedKey})") ? "The messenger is running. Stop all its nodes first."
            : await HasNewerAsync(alone) ? "A newer messenger has used this database. Restore with that one, which knows its tables, or into an empty database."
            : null;
        if (refused is null)
        {
            return alone;
        }

        await alone.DisposeAsync();
        throw new BackupFailed(refused);
    }

    // Tables that are not known to be ours would stay, and hold up the newer one when it comes again.
    static async Task<bool> HasNewerAsync(NpgsqlConnection connection) =>
        await AskAsync<bool>(connection, """SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL""")
        && !(await connection.AllAsync(null, """SELECT migration_id FROM "__EFMigrationsHistory" ORDER BY migration_id""", row => row.GetString(0), CancellationToken.None)).TrueForAll(RestoredDatabase.Knows);

    /// <summary>Puts our tables of a schema, and nothing else that may be in the file, in the place of those there. In one transaction: whatever fails leaves what was there.</summary>
    async Task ReadBackAsync(string path, PostgresPrograms programs, string schema, string after, CancellationToken stop)
    {
        // With what depends on what; that also lists all schemas.
        var wanted = tables.Value.FindIn(await programs.RunAsync("pg_restore", ["--list", "--verbose", path], stop), schema);
        if (wanted.Count == 0)
        {
            throw new BackupFailed($"The backup has no tables in the schema {schema}, which is where the connection string leads.");
        }

        var list = path + ".list";
        await File.WriteAllLinesAsync(list, wanted, stop);
        await programs.PipeAsync("pg_restore", [.. plain, $"--use-list={list}", "--file=-", path], "psql", ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"],
            before: Empty(schema), after, stop);
    }

    string Empty(string schema) => $"""
        -- In the place of what PostgresScript leaves out.
        SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'transaction_timeout';
        DO $$ DECLARE one record; BEGIN
            -- Who may make no schema may still use one.
            IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '{schema.Replace("'", "''")}') THEN
                CREATE SCHEMA {Quoted(schema)};
            END IF;
            -- One by one: whose tables they are need not be whose the schema is.
            FOR one IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
                WHERE schemaname = '{schema.Replace("'", "''")}' AND tablename IN ({tables.Value.Listed})
            LOOP
                EXECUTE 'DROP TABLE IF EXISTS ' || one.name || ' CASCADE';
            END LOOP;
        END $$;
        """;

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    static Task<PostgresPrograms> ProgramsAsync(NpgsqlConnection connection, NpgsqlConnectionStringBuilder to) =>
        PostgresPrograms.FindAsync(connection.PostgreSqlVersion.Major, to);

    static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder to, CancellationToken stop)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(to.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(stop);
        return connection;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    static async Task<T> AskAsync<T>(NpgsqlConnection connection, string question)
    {
        await using var ask = new NpgsqlCommand(question, connection);
        return (T)(await ask.ExecuteScalarAsync())!;
    }
}
