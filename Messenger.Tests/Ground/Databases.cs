using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

[assembly: AssemblyFixture(typeof(Databases))]

namespace Messenger.Tests;

/// <summary>
/// A database for each test, copied from one that was migrated and furnished once: on SQLite, or on PostgreSQL when
/// MESSENGER_TEST_DATABASE says so. The same tests run on both.
/// </summary>
public sealed class Databases : IAsyncDisposable
{
    static readonly string home = Directory.CreateTempSubdirectory("messenger-tests-").FullName;
    static readonly Lazy<Task<PostgresServer>> server = new(PostgresServer.StartAsync);
    static readonly Lazy<Task<Database>> empty = new(() => FurnishAsync("empty", null));
    static readonly Lazy<Task<Database>> furnished = new(() => FurnishAsync("furnished", World.FurnishAsync));
    static int count;

    public static bool OnPostgres { get; } = Environment.GetEnvironmentVariable("MESSENGER_TEST_DATABASE") switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"MESSENGER_TEST_DATABASE is sqlite or postgres, not {other}."),
    };

    /// <summary>Tables without rows.</summary>
    public static async Task<Database> EmptyAsync() => await CopyAsync(await empty.Value);

    /// <summary>Ann and Bob, who talk, and Eve.</summary>
    public static async Task<Database> FurnishedAsync() => await CopyAsync(await furnished.Value);

    /// <summary>Not even tables.</summary>
    public static Task<Database> BareAsync() => CreateAsync(Next(), null);

    public static async Task DropAsync(Database database)
    {
        if (database.Postgres is null)
        {
            // Idle connections of other tests go too; they are opened again.
            SqliteConnection.ClearAllPools();
        }
        else
        {
            await using var test = new NpgsqlConnection(database.Postgres);
            NpgsqlConnection.ClearPool(test);
            await using var server = NpgsqlDataSource.Create(await PostgresAsync("postgres"));
            await using var drop = server.CreateCommand($"DROP DATABASE {database.Name} WITH (FORCE)");
            await drop.ExecuteNonQueryAsync();
        }

        Directory.Delete(database.Folder, true);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(home, true);
        if (server.IsValueCreated)
        {
            await (await server.Value).DisposeAsync();
        }
    }

    static async Task<string> PostgresAsync(string name) => (await server.Value).ConnectionString(name);

    static async Task<Database> FurnishAsync(string name, Func<House, Task>? furnish)
    {
        var database = await CreateAsync(name, null);
        await using (var house = new House(database))
        {
            await house.DoAsync(async (MessengerDb db) =>
            {
                await db.PrepareAsync();
                return true;
            });
            await (furnish?.Invoke(house) ?? Task.CompletedTask);
        }

        // The last one out folds the write-ahead log into the file.
        SqliteConnection.ClearAllPools();
        return database;
    }

    static async Task<Database> CopyAsync(Database template)
    {
        var copy = await CreateAsync(Next(), template.Name);
        if (!OnPostgres)
        {
            File.Copy(Path.Combine(template.Folder, "messenger.db"), Path.Combine(copy.Folder, "messenger.db"));
        }

        return copy;
    }

    static async Task<Database> CreateAsync(string name, string? template)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, name)).FullName;
        if (!OnPostgres)
        {
            return new Database(name, folder, null);
        }

        await (await server.Value).CreateDatabaseAsync(name, template);
        return new Database(name, folder, await PostgresAsync(name));
    }

    static string Next() => $"test_{Interlocked.Increment(ref count)}";
}

/// <summary>Where one messenger keeps its things.</summary>
public sealed record Database(string Name, string Folder, string? Postgres);
