using System.Collections.Concurrent;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: AssemblyFixture(typeof(Databases))]

namespace Messenger.Tests;

/// <summary>
/// A database for each test that looks like one that was migrated and furnished once: on SQLite, or on PostgreSQL when
/// MESSENGER_TEST_DATABASE says so. The same tests run on both.
/// </summary>
public sealed class Databases : IAsyncDisposable
{
    static readonly string home = MakeHome();
    static readonly Lazy<Task<PostgresServer>> server = new(() => PostgresServer.StartAsync(isDurable: false));
    static readonly Lazy<Task<Database>> empty = new(() => FurnishAsync("empty", _ => Task.CompletedTask));
    static readonly Lazy<Task<Database>> furnished = new(() => FurnishAsync("furnished", World.FurnishAsync));
    static readonly ConcurrentDictionary<Database, ConcurrentBag<Database>> used = new();
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
    public static Task<Database> BareAsync() => CreateAsync(null);

    /// <summary>
    /// For those who test no promise of when they are answered: each connects to a database of its own for the first time, beside all others
    /// that do, and a machine that does other things as well may hold up any statement.
    /// </summary>
    public static string? Patiently(string? postgres) => postgres is null ? null : $"{postgres};Timeout=30;Command Timeout=30";

    /// <summary>The same for SQLite, where a send waits for its turn.</summary>
    public static void WritePatiently(IServiceCollection services, Database database)
    {
        if (database.Postgres is null)
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(database.Folder, "messenger.db"), DefaultTimeout = 1 };
            services.AddSingleton(built => new SqliteWriter(connection.ConnectionString, built.GetRequiredService<IEventBus>(), TimeSpan.FromSeconds(30)));
        }
    }

    public static void GiveBack(Database database)
    {
        if (OnPostgres && database.Template is { } template)
        {
            used.GetOrAdd(template, _ => []).Add(database);
        }
        else
        {
            // Idle connections of other tests go too; they are opened again.
            SqliteConnection.ClearAllPools();
            Directory.Delete(database.Folder, true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
        {
            await (await server.Value).DisposeAsync();
        }

        Directory.Delete(home, true);
    }

    static async Task<Database> FurnishAsync(string name, Func<TestServices, Task> furnish)
    {
        var database = await CreateAsync(null, name);
        await using (var testServices = new TestServices(database))
        {
            await testServices.DoAsync(async (MessengerDb db) =>
            {
                await db.PrepareAsync();
                return true;
            });
            await furnish(testServices);
        }

        if (database.Postgres is null)
        {
            // The last one out folds the write-ahead log into the file.
            SqliteConnection.ClearAllPools();
        }
        else
        {
            await PostgresRows.KeepAsync(database.Postgres);
        }

        return database;
    }

    // In memory where there is room: a kill loses nothing there either, only a power cut would, and a disk that others use too is slow.
    static string MakeHome()
    {
        const string memory = "/dev/shm", name = "messenger-tests-";
        var root = Directory.Exists(memory) && new DriveInfo(memory).AvailableFreeSpace > 4L << 30 ? memory : Path.GetTempPath();
        foreach (var left in Directory.GetDirectories(root, $"{name}*").Where(one => !Directory.Exists($"/proc/{Path.GetFileName(one)[name.Length..]}")))
        {
            // Of a run that was killed.
            Directory.Delete(left, true);
        }

        return Directory.CreateDirectory(Path.Combine(root, $"{name}{Environment.ProcessId}")).FullName;
    }

    // PostgreSQL takes a third of a second to copy a database, so a used one gets its first rows back instead.
    static async Task<Database> CopyAsync(Database template)
    {
        if (used.GetOrAdd(template, _ => []).TryTake(out var again))
        {
            await PostgresRows.RestoreAsync(again.Postgres!);
            Directory.Delete(again.Folder, true);
            Directory.CreateDirectory(again.Folder);
            return again;
        }

        var copy = await CreateAsync(template);
        if (!OnPostgres)
        {
            File.Copy(Path.Combine(template.Folder, "messenger.db"), Path.Combine(copy.Folder, "messenger.db"));
        }

        return copy;
    }

    static async Task<Database> CreateAsync(Database? template, string? name = null)
    {
        name ??= $"test_{Interlocked.Increment(ref count)}";
        var folder = Directory.CreateDirectory(Path.Combine(home, name)).FullName;
        if (!OnPostgres)
        {
            return new Database(name, folder, null, template);
        }

        await (await server.Value).CreateDatabaseAsync(name, template?.Name);
        return new Database(name, folder, (await server.Value).ConnectionString(name), template);
    }
}

/// <summary>Where one messenger keeps its things.</summary>
public sealed record Database(string Name, string Folder, string? Postgres, Database? Template);
