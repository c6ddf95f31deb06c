using Npgsql;

namespace Messenger.Tests;

/// <summary>
/// A real PostgreSQL of our own in a temporary folder, which can be paused and stopped like one in trouble
/// and never outlives the process that started it.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    readonly PostgresKeeper keeper;

    PostgresServer(string cluster, bool isDurable) => keeper = new PostgresKeeper(Folder, Port, cluster, isDurable);

    public string Folder { get; } = Directory.CreateTempSubdirectory("messenger-postgres-").FullName;

    public int Port { get; } = FreePort.Find();

    /// <param name="isDurable">Without, a commit does not wait for the disk: quicker, and a power cut is nothing that tests bring about.</param>
    public static async Task<PostgresServer> StartAsync(bool isDurable = true) => await StartAsync(new PostgresServer(await PostgresCluster.FolderAsync(), isDurable));

    /// <summary>A copy of this one that follows it and takes no writes.</summary>
    public Task<PostgresServer> CopyAsync() => StartAsync(new PostgresServer($"host=127.0.0.1 port={Port} user=postgres", isDurable: false));

    static async Task<PostgresServer> StartAsync(PostgresServer server)
    {
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Idle connections are let go after seconds: with a database for each test they would use up all 200.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Connection Idle Lifetime=4;Connection Pruning Interval=2";

    /// <summary>Copies the template with all it holds; whoever is still connected to the template is thrown out.</summary>
    public async Task CreateDatabaseAsync(string name, string? template = null)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        if (template is not null)
            await ThrowOutAsync(source, template);

        await using var create = source.CreateCommand(
            $"CREATE DATABASE {Quoted(name)} TEMPLATE {Quoted(template ?? "template1")}");
        await create.ExecuteNonQueryAsync();
    }

    /// <summary>Freezes the server: connections stay open and new ones are taken in, but nothing answers.</summary>
    public Task PauseAsync() => keeper.OrderAsync("STOP");

    public Task ResumeAsync() => keeper.OrderAsync("CONT");

    /// <summary>Stops at once, without a checkpoint, as a crash would; what was committed must still be there after.</summary>
    public Task StopAsync() => keeper.OrderAsync("stop");

    /// <summary>Starts on the same port and data as before <see cref="StopAsync"/>.</summary>
    public Task StartAgainAsync() => keeper.OrderAsync("start");

    public ValueTask DisposeAsync() => keeper.DisposeAsync();

    // PostgreSQL copies only a database nobody is connected to, and connection pools stay connected.
    static async Task ThrowOutAsync(NpgsqlDataSource source, string database)
    {
        await using var terminate = source.CreateCommand(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1");
        terminate.Parameters.Add(new NpgsqlParameter { Value = database });
        await terminate.ExecuteNonQueryAsync();
    }

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
