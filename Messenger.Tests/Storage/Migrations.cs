using Messenger.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Messenger.Tests;

public sealed class Migrations : World
{
    // The tables and columns that programs rely on.
    const string Contract = """
        users id email username hashed_password full_name phone_number avatar status user_status is_active is_email_verified created_at updated_at
        chats id name is_group avatar created_by created_at updated_at
        messages id chat_id sender_id content message_type file_url reply_to is_edited is_deleted created_at updated_at
        calls id chat_id initiator_id call_type status started_at ended_at
        message_reactions id message_id user_id emoji
        message_reads id message_id user_id read_at
        chat_participants chat_id user_id
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("Host=nowhere")]
    public async Task They_say_what_the_model_says(string? postgres)
    {
        await using var testServices = new TestServices(Database with { Postgres = postgres });

        Assert.False(await testServices.DoAsync((MessengerDb db) => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public async Task The_newest_one_is_known_by_name()
    {
        var all = await Do((MessengerDb db) => Task.FromResult(db.Database.GetMigrations().ToList()));

        Assert.Equal(Databases.OnPostgres ? (PostgresDb.NewestMigration, PostgresDb.MigrationCount) : (SqliteDb.NewestMigration, SqliteDb.MigrationCount), (all[^1], all.Count));
    }

    [Fact]
    public async Task An_empty_database_is_made_ready()
    {
        Assert.False(await Do((ILookups lookups) => lookups.AreReadyAsync()));

        await Prepare();

        Assert.True(await Do((ILookups lookups) => lookups.AreReadyAsync()));

        Assert.NotEqual(Guid.Empty, await Do((MessengerDb db) => db.GetEpochAsync()));
        Assert.Empty(await Do((MessengerDb db) => db.Users.ToListAsync()));
    }

    [Fact]
    public async Task One_that_is_not_there_is_made()
    {
        var missing = Database.Postgres is { } postgres ? new NpgsqlConnectionStringBuilder(postgres) { Database = $"missing_{Guid.NewGuid():N}" }.ConnectionString : null;
        await using var testServices = new TestServices(Database with { Postgres = missing });

        await Prepare(testServices);

        Assert.Empty(await testServices.DoAsync((MessengerDb db) => db.Users.ToListAsync()));
    }

    [Fact]
    public async Task One_that_is_ready_stays_as_it_is()
    {
        await Prepare();
        var epoch = await Do((MessengerDb db) => db.GetEpochAsync());

        await Prepare();

        Assert.Equal(epoch, await Do((MessengerDb db) => db.GetEpochAsync()));
    }

    [Fact]
    public async Task What_was_there_to_read_before_it_was_counted_is_counted_then()
    {
        await Prepare();
        await Furnish();
        await SaysMany(Ann, 3);
        await Do((Messages m) => m.DeleteAsync(Ann, 2));
        var group = await Group(Bob);
        await Says(Ann, "Hello", group);

        await Do((MessengerDb db) => db.GetService<IMigrator>().MigrateAsync("JobLanes"));
        Assert.DoesNotContain("uncounted", await Columns("chat_participants"));
        await Prepare();

        Assert.Equal((2, 1, 0), ((await Open(Bob)).Unread, (await Open(Bob, group)).Unread, (await Open(Ann, group)).Unread));
    }

    [Fact]
    public async Task The_names_of_the_contract_exist_as_written()
    {
        await Prepare();

        foreach (var line in Contract.Split('\n'))
        {
            var (table, columns) = (line.Split(' ')[0], line.Split(' ')[1..]);
            Assert.Empty(columns.Except(await Columns(table)).Select(column => $"{table}.{column}"));
        }
    }

    [Fact]
    public async Task A_migration_that_was_killed_half_way_does_not_hang_the_next_start()
    {
        await using var sqlite = new TestServices(Database with { Postgres = null });
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(Database.Folder, "messenger.db")};Pooling=false"))
        {
            await connection.OpenAsync(Cancelled);
            await using var killed = connection.CreateCommand();
            killed.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
                """;
            await killed.ExecuteNonQueryAsync(Cancelled);
        }

        await Prepare(sqlite).WaitAsync(TimeSpan.FromSeconds(30), Cancelled);

        Assert.Empty(await sqlite.DoAsync((MessengerDb db) => db.Users.ToListAsync()));
    }

    [Fact]
    public async Task A_commit_is_on_disk_when_it_returns()
    {
        await Prepare();

        if (Databases.OnPostgres)
        {
            // The other half, fsync, is the server's own; ThePostgresServer asks for it.
            Assert.Equal("on", await Ask<string>("SELECT current_setting('synchronous_commit') AS \"Value\""));
        }
        else
        {
            Assert.Equal("wal", await Ask<string>("SELECT journal_mode AS Value FROM pragma_journal_mode"));
            Assert.Equal(2, await Ask<int>("SELECT synchronous AS Value FROM pragma_synchronous"));
            Assert.Equal(1, await Ask<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys"));
        }
    }

    protected override Task<Database> MakeDatabaseAsync() => Databases.BareAsync();

    Task Prepare() => Do((MessengerDb db) => db.PrepareAsync());

    static Task Prepare(TestServices testServices) => testServices.DoAsync(async (MessengerDb db) =>
    {
        await db.PrepareAsync();
        return true;
    });

    Task<List<string>> Columns(string table) => Do((MessengerDb db) => Databases.OnPostgres
        ? db.Database.SqlQuery<string>($"SELECT column_name::text FROM information_schema.columns WHERE table_name = {table}").ToListAsync()
        : db.Database.SqlQuery<string>($"SELECT name FROM pragma_table_info({table})").ToListAsync());

    Task<T> Ask<T>(string question) => Do((MessengerDb db) => db.Database.SqlQueryRaw<T>(question).SingleAsync());
}
