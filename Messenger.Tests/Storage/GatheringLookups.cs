using System.Diagnostics;
using Messenger.Domain;
using Npgsql;

namespace Messenger.Tests;

/// <summary>How lookups come together on their way to PostgreSQL.</summary>
[RunsOnce]
public sealed class GatheringLookups : IAsyncLifetime
{
    const string Next = "SELECT 1 + $1";
    const string Slow = "SELECT 1 FROM (SELECT pg_sleep($1)) AS slept";

    // As many at once as there are processors, two at least.
    static readonly int lines = Math.Max(2, Environment.ProcessorCount);

    // With a machine that does other things as well, where nothing hangs.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    PostgresServer server = null!;
    NpgsqlDataSource connections = null!;
    PostgresLookups lookups = null!;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync();
        await BeginAsync(patience);
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
        Assert.InRange(await Ask("SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend'"), 1, 32);
    }

    [Fact]
    public async Task Those_that_find_all_lines_busy_share_the_next_round_trip()
    {
        var busy = OccupyAll();

        // One batch is one transaction, and its time stands still. On a machine that stood still itself there may be a second.
        var times = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => lookups.AllAsync("SELECT now()", row => row.GetDateTime(0))));

        Assert.InRange(times.Select(Assert.Single).Distinct().Count(), 1, 2);
        await busy;
    }

    [Fact]
    public async Task One_without_rows_takes_none_of_another()
    {
        var busy = OccupyAll();
        var (before, none, one) = (Ask(Next, 0), lookups.AllAsync("SELECT 1 WHERE false", row => row.GetInt32(0)), Ask(Next, 1));

        Assert.Empty(await none);
        Assert.Equal((1, 2), (await before, await one));
        await busy;
    }

    [Fact]
    public async Task Slow_ones_on_all_lines_hold_nobody_up()
    {
        await using var holder = await connections.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("SELECT pg_advisory_lock(1)", holder);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await ConnectAsync(connections, 2 * lines);
        var slow = Enumerable.Range(0, lines).Select(_ => Ask("SELECT 1 FROM (SELECT pg_advisory_lock(1)) AS locked")).ToList();

        // Whoever asks finds out that the first has been held up for too long, and takes it along.
        var waits = Ask(Next, 1);
        await Eventually.TrueAsync(() =>
        {
            _ = Ask(Next, 2);
            return waits.IsCompleted;
        });

        Assert.Equal(2, await waits);
        Assert.DoesNotContain(slow, one => one.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Those_with_one_plan_keep_it_and_nobody_else_does()
    {
        var busy = OccupyAll();
        var (first, kept, between, alsoKept) = (PlanMode(), PlanModeOfKept(), PlanMode(), PlanModeOfKept());

        Assert.Equal(("auto", "auto"), (await first, await between));
        Assert.Equal(("force_generic_plan", "force_generic_plan"), (await kept, await alsoKept));
        await busy;
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 2 * lines).Select(_ => PlanMode())), mode => Assert.Equal("auto", mode));
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
            Assert.True(DatabaseUnavailable.Explains(await Assert.ThrowsAnyAsync<Exception>(() => one)));
        }

        await server.StartAgainAsync();
        Assert.Equal(2, await Ask(Next, 1));
    }

    [Fact]
    public async Task One_that_hangs_is_not_waited_for_twice()
    {
        await BeginAsync(DatabaseUnavailable.Patience);
        List<TimeSpan> took = [];
        // The best of five counts: a machine that stands still only makes it longer.
        while (took.Count < 5 && !took.Exists(time => time < 2 * DatabaseUnavailable.Patience))
        {
            await server.PauseAsync();
            var all = Enumerable.Range(0, 100).Select(i => Ask(Next, i)).ToList();
            var clock = Stopwatch.StartNew();
            foreach (var one in all)
            {
                Assert.True(DatabaseUnavailable.Explains(await Assert.ThrowsAnyAsync<Exception>(() => one)));
            }

            took.Add(clock.Elapsed);
            await server.ResumeAsync();
            Assert.Equal(2, await Ask(Next, 1));
        }

        Assert.InRange(took.Min(), TimeSpan.Zero, 2 * DatabaseUnavailable.Patience);
    }

    [Fact]
    public async Task What_nobody_waits_for_any_more_is_not_asked()
    {
        await DoAsync("CREATE SEQUENCE asked");
        await BeginAsync(DatabaseUnavailable.Patience);
        await server.PauseAsync();
        var all = Enumerable.Range(0, 100).Select(_ => Ask("SELECT nextval('asked')::int")).ToList();
        foreach (var one in all)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => one);
        }

        await server.ResumeAsync();

        // Those that were on their way when it hung, and this one.
        Assert.InRange(await Ask("SELECT nextval('asked')::int"), 1, 1 + lines);
    }

    [Fact]
    public async Task What_was_prepared_and_fits_no_longer_is_prepared_again()
    {
        await DoAsync("CREATE TABLE things AS SELECT 1 AS size");
        Assert.Equal(1, await Ask("SELECT * FROM things"));
        await DoAsync("ALTER TABLE things ADD COLUMN name text");

        Assert.Equal(1, await Ask("SELECT * FROM things"));
    }

    [Fact]
    public async Task What_was_prepared_and_is_lost_is_prepared_again()
    {
        Assert.Equal(2, await Ask(Next, 1));
        await DoAsync("DEALLOCATE ALL");

        Assert.Equal(2, await Ask(Next, 1));
    }

    [Fact]
    public async Task One_connection_too_many_throws_no_other_away()
    {
        await OccupyAll();
        var before = await BackendsAsync();

        Assert.False(connections.ForgetDead(new PostgresException("", "FATAL", "FATAL", PostgresErrorCodes.TooManyConnections)));

        await OccupyAll();
        Assert.Subset(await BackendsAsync(), before);
    }

    [Fact]
    public async Task Nobody_answers_in_the_name_of_another()
    {
        var name = new AsyncLocal<int>();
        var busy = OccupyAll();

        var seen = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => Task.Run(async () =>
        {
            name.Value = i;
            return (Own: i, Seen: Assert.Single(await lookups.AllAsync(Next, _ => name.Value, i)));
        })));

        Assert.All(seen, one => Assert.True(one.Seen == 0 || one.Seen == one.Own, $"{one}"));
        await busy;
    }

    // Making one may take a busy machine longer than anybody waits for a lookup.
    static async Task ConnectAsync(NpgsqlDataSource source, int count)
    {
        List<NpgsqlConnection> all = [];
        for (var i = 0; i < count; i++)
        {
            all.Add(await source.OpenConnectionAsync(TestContext.Current.CancellationToken));
        }

        foreach (var one in all)
        {
            await one.DisposeAsync();
        }
    }

    // Whatever is asked next waits, and then shares.
    Task OccupyAll() => Task.WhenAll(Enumerable.Range(0, lines).Select(_ => Ask(Slow, 0.2)));

    // Without lookups, but on their connection: there is no other yet.
    async Task DoAsync(string sql)
    {
        await using var command = connections.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    async Task<HashSet<int>> BackendsAsync() =>
        [.. await lookups.AllAsync("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'", row => row.GetInt32(0))];

    /// <param name="patience">How long a lookup may take.</param>
    async Task BeginAsync(TimeSpan patience)
    {
        await (connections?.DisposeAsync() ?? ValueTask.CompletedTask);
        connections = NpgsqlDataSource.Create(
            $"{server.ConnectionString("postgres")};Timeout=30;Command Timeout={patience.TotalSeconds};Cancellation Timeout=-1;No Reset On Close=true");
        await ConnectAsync(connections, lines);
        lookups = new PostgresLookups(connections, patience);
    }

    async Task<string> PlanMode() => Assert.Single(await lookups.AllAsync("SHOW plan_cache_mode", row => row.GetString(0)));

    async Task<string> PlanModeOfKept() => Assert.Single(await lookups.AllByOnePlanAsync("SELECT current_setting('plan_cache_mode')", row => row.GetString(0)));

    async Task<int> Ask(string sql, params object[] parameters) => Assert.Single(await lookups.AllAsync(sql, row => row.GetInt32(0), parameters));
}
