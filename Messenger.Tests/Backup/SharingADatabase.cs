using System.Diagnostics;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;

namespace Messenger.Tests;

/// <summary>Of a PostgreSQL that others use as well, the messenger saves and puts back what is its own, and nothing else.</summary>
[RunsOnce]
public sealed class SharingADatabase(SharingADatabase.Shared shared) : IClassFixture<SharingADatabase.Shared>, IDisposable
{
    // As a program makes them that watches databases, and one that has its tables among ours.
    const string Others = """
        CREATE SCHEMA watching;
        CREATE TABLE watching.figures (figure integer);
        INSERT INTO watching.figures VALUES (41);
        CREATE FUNCTION watching.next(figure integer) RETURNS integer LANGUAGE sql AS 'SELECT figure + 1';
        CREATE TYPE public.mood AS ENUM ('well', 'broken');
        CREATE FUNCTION public.mood() RETURNS public.mood LANGUAGE sql AS 'SELECT ''well''::public.mood';
        CREATE TABLE public.moods (id serial PRIMARY KEY, mood public.mood NOT NULL, changes integer NOT NULL DEFAULT 0);
        CREATE INDEX moods_by_mood ON public.moods (mood);
        INSERT INTO public.moods (mood) VALUES ('well');
        CREATE FUNCTION public.count_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.changes = OLD.changes + 1; RETURN NEW; END';
        CREATE TRIGGER count_change BEFORE UPDATE ON public.moods FOR EACH ROW EXECUTE FUNCTION public.count_change();
        """;

    const string IsWaiting = """
        SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = 'pg_dump' AND datname = current_database() AND wait_event_type = 'Lock')
        """;

    readonly BackupStage stage = new();

    [Fact]
    public async Task Leaves_alone_what_others_have_in_it()
    {
        var (postgres, path) = (await shared.CreateAsync("watched"), "");
        await using (var server = new BackupStage.RestoredServer(stage.On(postgres)))
        {
            await server.InitializeAsync();
            await server.JoinAsync("before");
            await Shared.AskAsync(postgres, Others + "CREATE SEQUENCE public.looks; SELECT nextval('looks')");
            path = (await stage.SaveAsync(server)).Path;
            Assert.True(await server.DoAsync((Backups backups) => backups.TestAsync(path, TestContext.Current.CancellationToken)));
            await server.JoinAsync("later");
        }

        await BackupStage.RestoreAsync(stage.On(postgres), path);

        await HasOthersAsync(postgres);
        Assert.Equal(2L, await Shared.AskAsync(postgres, "SELECT nextval('looks')"));
        await HasOneAsync(postgres);
    }

    [Fact]
    public async Task Comes_back_into_the_schema_of_its_search_path_even_where_that_is_not_there_yet()
    {
        var (postgres, path) = (await shared.CreateAsync("pathed"), "");
        await Shared.AskAsync(postgres, "CREATE SCHEMA chat");
        var pathed = $"{postgres};Search Path=chat";
        await using (var server = new BackupStage.RestoredServer(stage.On(pathed)))
        {
            await server.InitializeAsync();
            await server.JoinAsync("before");
            path = (await stage.SaveAsync(server)).Path;
            Assert.True(await server.DoAsync((Backups backups) => backups.TestAsync(path, TestContext.Current.CancellationToken)));
            await server.JoinAsync("later");
        }

        await BackupStage.RestoreAsync(stage.On(pathed), path);
        await HasOneAsync(pathed);

        var empty = $"{await shared.CreateAsync("pathed_anew")};Search Path=chat";
        await BackupStage.RestoreAsync(stage.On(empty), path);
        await HasOneAsync(empty);

        var elsewhere = await shared.CreateAsync("not_pathed");
        Assert.StartsWith("The backup has no tables in the schema public,", (await Assert.ThrowsAsync<BackupFailed>(() => BackupStage.RestoreAsync(stage.On(elsewhere), path))).Message);
    }

    [Fact]
    public async Task Reads_what_was_saved_while_all_of_the_database_was()
    {
        var (postgres, file) = (await shared.CreateAsync("saved_whole"), Path.Combine(stage.Folder, "database.dump"));
        PostgresTables tables;
        await using (var server = new BackupStage.RestoredServer(stage.On(postgres)))
        {
            await server.InitializeAsync();
            await server.JoinAsync("before");
            tables = await server.DoAsync((MessengerDb db) => Task.FromResult(new PostgresTables(db.Model)));
        }

        await Shared.AskAsync(postgres, Others);
        using var saving = Process.Start(Path.Combine(PostgresKeeper.NewestPrograms(), "pg_dump"), ["--format=custom", "--exclude-table-data=search_texts", "--no-owner", "--no-privileges",
            "--no-comments", $"--file={file}", "--host=127.0.0.1", $"--port={shared.Port}", "--username=postgres", "saved_whole"]);
        await saving.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, saving.ExitCode);
        using var backup = new PostgresBackup(new NpgsqlConnectionStringBuilder(postgres), new Lazy<PostgresTables>(tables), TimeProvider.System);

        Assert.Equal(1L, (await backup.CountAsync(file, TestContext.Current.CancellationToken))!["users"]);
        await backup.RestoreAsync(file, endSessions: false, detail: null);

        await HasOthersAsync(postgres);
        await HasOneAsync(postgres);
    }

    [Fact]
    public async Task Knows_all_of_its_own_by_name_and_those_it_once_had()
    {
        var postgres = await shared.CreateAsync("named");
        await using var server = new BackupStage.RestoredServer(stage.On(postgres));
        await server.InitializeAsync();

        var (names, made) = await server.DoAsync((MessengerDb db) => Task.FromResult((new PostgresTables(db.Model).Names, Made(db))));

        var there = (string[])(await Shared.AskAsync(postgres, "SELECT array_agg(tablename::text) FROM pg_tables WHERE schemaname = 'public'"))!;
        Assert.Empty(there.Concat(made).Except(names));
    }

    [Fact]
    public async Task Is_not_put_back_where_a_newer_messenger_would_leave_tables_of_its_own()
    {
        var (postgres, path) = (await shared.CreateAsync("newer"), "");
        await using (var server = new BackupStage.RestoredServer(stage.On(postgres)))
        {
            await server.InitializeAsync();
            path = (await stage.SaveAsync(server)).Path;
        }

        await Shared.AskAsync(postgres, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('20990101000000_Newer', '99.0.0')");

        Assert.StartsWith("A newer messenger has used this database.", (await Assert.ThrowsAsync<BackupFailed>(() => BackupStage.RestoreAsync(stage.On(postgres), path))).Message);
    }

    [Fact]
    public async Task Drops_the_database_that_a_trial_left_which_was_killed()
    {
        var postgres = await shared.CreateAsync("tried");
        await using var server = new BackupStage.RestoredServer(stage.On(postgres));
        await server.InitializeAsync();
        var (path, _) = await stage.SaveAsync(server);
        var left = await Shared.AskAsync(postgres, "SELECT format('messenger_backup_test_%s', oid) FROM pg_database WHERE datname = current_database()");
        await Shared.AskAsync(postgres, $"CREATE DATABASE {left}");

        Assert.True(await server.DoAsync((Backups backups) => backups.TestAsync(path, TestContext.Current.CancellationToken)));

        Assert.Equal(0L, await Shared.AskAsync(postgres, "SELECT COUNT(*) FROM pg_database WHERE datname LIKE 'messenger_backup_test_%'"));
    }

    [Fact]
    public async Task Ends_its_program_at_once_where_it_is_stopped()
    {
        var (postgres, path) = (await shared.CreateAsync("stopped"), stage.NewPath());
        await using var server = new BackupStage.RestoredServer(stage.On(postgres));
        await server.InitializeAsync();
        await using var other = new NpgsqlConnection($"{postgres};Pooling=false");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var locking = new NpgsqlCommand("LOCK TABLE invitations IN ACCESS EXCLUSIVE MODE", other, transaction);
        await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();

        var making = server.DoAsync((Backups backups) => backups.MakeAsync(path, stop.Token));
        await Eventually.TrueAsync(async () => await Shared.AskAsync(postgres, IsWaiting) is true, () => "pg_dump does not wait for what is locked.");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making);
        Assert.False(File.Exists(path + ".new"));
        Assert.False(await server.DoAsync((Leases leases) => leases.IsTakenAsync(Leases.Backup)));
    }

    public void Dispose() => stage.Dispose();

    static List<string> Made(MessengerDb db)
    {
        var migrations = db.GetService<IMigrationsAssembly>();
        return [.. migrations.Migrations.Values.SelectMany(type => migrations.CreateMigration(type, db.Database.ProviderName!).UpOperations)
            .OfType<CreateTableOperation>().Select(table => table.Name)];
    }

    static async Task HasOthersAsync(string postgres)
    {
        Assert.Equal(42, await Shared.AskAsync(postgres, "SELECT watching.next(figure) FROM watching.figures"));
        Assert.Equal("well", await Shared.AskAsync(postgres, "SELECT public.mood()::text"));
        Assert.Equal(1, await Shared.AskAsync(postgres, "UPDATE public.moods SET mood = 'broken' RETURNING changes"));
    }

    // Who was there before, and the index of messages, which a start makes.
    async Task HasOneAsync(string postgres)
    {
        await using var again = new BackupStage.RestoredServer(stage.On(postgres));
        await again.InitializeAsync();
        Assert.Equal(1, await again.DoAsync((MessengerDb db) => db.Users.CountAsync(TestContext.Current.CancellationToken)));
        await Eventually.TrueAsync(() => again.DoAsync((ISearchIndex index) => index.IsThereAsync()), () => "There is no index.");
    }

    /// <summary>A PostgreSQL with a database for each test.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        PostgresServer? server;

        public int Port => server!.Port;

        /// <summary>How to get into a new database.</summary>
        public async Task<string> CreateAsync(string name)
        {
            await server!.CreateDatabaseAsync(name);
            return server.ConnectionString(name);
        }

        /// <summary>Does all of it, and answers what the first that asks is told.</summary>
        public static async Task<object?> AskAsync(string postgres, string sql)
        {
            await using var source = NpgsqlDataSource.Create($"{postgres};Pooling=false");
            await using var command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask InitializeAsync() => server = await PostgresServer.StartAsync(isDurable: false);

        public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
