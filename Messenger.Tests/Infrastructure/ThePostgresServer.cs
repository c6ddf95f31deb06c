using System.Net.Sockets;
using Npgsql;

namespace Messenger.Tests;

[RunsOnce]
public sealed class ThePostgresServer
{
    [Fact]
    public async Task Starts_takes_a_query_and_leaves_nothing_behind()
    {
        var server = await PostgresServer.StartAsync();
        await using (server)
        {
            Assert.Equal("on", await AskAsync(server, "postgres", "SHOW fsync"));
            Assert.Equal("on", await AskAsync(server, "postgres", "SHOW synchronous_commit"));
        }

        Assert.False(Directory.Exists(server.Folder));
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(async () => await client.ConnectAsync("127.0.0.1", server.Port, Cancelled));
    }

    [Fact]
    public async Task Copies_a_template_that_a_pool_is_still_connected_to()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.CreateDatabaseAsync("first");
        await AskAsync(server, "first", "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('kept')");

        await server.CreateDatabaseAsync("second", template: "first");

        Assert.Equal("kept", await AskAsync(server, "second", "SELECT text FROM notes"));
    }

    [Fact]
    public async Task Says_nothing_while_it_is_paused()
    {
        await using var server = await PostgresServer.StartAsync();
        await AskAsync(server, "postgres", "SELECT 'pooled'");

        await server.PauseAsync();
        var answer = AskAsync(server, "postgres", "SELECT 'late'");
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromSeconds(0.5), Cancelled));

        await server.ResumeAsync();
        Assert.Equal("late", await answer);
    }

    [Fact]
    public async Task Keeps_what_was_committed_when_it_is_stopped_at_once()
    {
        await using var server = await PostgresServer.StartAsync();
        await AskAsync(server, "postgres", "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('kept')");

        await server.StopAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(server, "postgres", "SELECT 'away'"));

        await server.StartAgainAsync();
        Assert.Equal("kept", await AskAsync(server, "postgres", "SELECT text FROM notes"));
    }

    [Fact]
    public async Task Ends_even_while_it_is_paused()
    {
        var server = await PostgresServer.StartAsync();
        await server.PauseAsync();

        await server.DisposeAsync();

        Assert.False(Directory.Exists(server.Folder));
    }

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    static async Task<string?> AskAsync(PostgresServer server, string database, string question)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString(database));
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(question, connection);
        return (string?)await command.ExecuteScalarAsync(Cancelled);
    }
}
