using System.Diagnostics;
using Messenger.Domain;
using Npgsql;

namespace Messenger.Tests;

/// <summary>How lookups come together on their way to PostgreSQL.</summary>
public sealed class GatheringLookups : IAsyncLifetime
{
    const string Next = "SELECT 1 + $1";
    const string Slow = "SELECT 1 FROM (SELECT pg_sleep($1)) AS slept";

    PostgresServer server = null!;
    NpgsqlDataSource connections = null!;
    PostgresLookups lookups = null!;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync();
        connections = NpgsqlDataSource.Create(server.ConnectionString("postgres") + ";Timeout=1;Command Timeout=2;Cancellation Timeout=-1;No Reset On Close=true");
        lookups = new PostgresLookups(connections);
    }

    public async ValueTask DisposeAsync()
    {
        await connections.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Each_of_many_gets_its_own_rows_over_few_connections()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Task.Run(() => Ask(Next, i))));

        Assert.Equal(Enumerable.Range(1, 2000), all);
        Assert.InRange(await Ask("SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend'"), 1, 16);
    }

    [Fact]
    public async Task One_without_rows_takes_none_of_another()
    {
        var (none, one) = (lookups.AllAsync("SELECT 1 WHERE false", row => row.GetInt32(0)), Ask(Next, 1));

        Assert.Empty(await none);
        Assert.Equal(2, await one);
    }

    [Fact]
    public async Task A_broken_one_fails_alone()
    {
        var busy = OccupyAll();
        var (good, broken, last) = (Ask(Next, 1), Ask("SELECT 1 / $1", 0), Ask(Next, 2));

        Assert.Equal("22012", (await Assert.ThrowsAsync<PostgresException>(() => broken)).SqlState);
        Assert.Equal((2, 3), (await good, await last));
        await busy;
    }

    [Fact]
    public async Task One_that_cannot_be_read_fails_alone()
    {
        var busy = OccupyAll();
        var (good, unread, last) = (Ask(Next, 1), lookups.AllAsync<int>(Next, _ => throw new FormatException(), 5), Ask(Next, 2));

        await Assert.ThrowsAsync<FormatException>(() => unread);
        Assert.Equal((2, 3), (await good, await last));
        await busy;
    }

    [Fact]
    public async Task Nobody_hears_that_idle_connections_died()
    {
        await OccupyAll();
        await server.StopAsync();
        await server.StartAgainAsync();

        Assert.Equal(2, await Ask(Next, 1));
    }

    [Fact]
    public async Task While_the_database_is_away_all_hear_so_and_when_it_is_back_all_is_as_before()
    {
        await OccupyAll();
        await server.StopAsync();

        foreach (var one in Enumerable.Range(0, 100).Select(i => Ask(Next, i)).ToList())
        {
            Assert.True(DatabaseAway.Explains(await Assert.ThrowsAnyAsync<Exception>(() => one)));
        }

        await server.StartAgainAsync();
        Assert.Equal(2, await Ask(Next, 1));
    }

    [Fact]
    public async Task One_that_hangs_is_not_waited_for_twice()
    {
        await Ask(Next, 1);
        await server.PauseAsync();
        var all = Enumerable.Range(0, 100).Select(i => Ask(Next, i)).ToList();

        var clock = Stopwatch.StartNew();

        foreach (var one in all)
        {
            Assert.True(DatabaseAway.Explains(await Assert.ThrowsAnyAsync<Exception>(() => one)));
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        await server.ResumeAsync();
        Assert.Equal(2, await Ask(Next, 1));
    }

    // Whatever is asked next waits, and then shares.
    Task OccupyAll() => Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Ask(Slow, 0.1)));

    async Task<int> Ask(string sql, params object[] parameters) => Assert.Single(await lookups.AllAsync(sql, row => row.GetInt32(0), parameters));
}
