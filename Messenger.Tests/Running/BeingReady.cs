using Messenger.Domain;
using Npgsql;

namespace Messenger.Tests;

/// <summary>What is told to whoever looks after the process: it is there, and it can serve people or cannot.</summary>
[Collection<Alone>]
public sealed class BeingReady(BeingReady.Known server) : IClassFixture<BeingReady.Known>
{
    public sealed class Known : Server
    {
        public Database Database { get; private set; } = null!;

        protected override async Task<Database> MakeDatabaseAsync() => Database = await Databases.EmptyAsync();
    }

    [Fact]
    public async Task Needs_a_database_that_answers_and_being_there_does_not()
    {
        await BecomesAsync(200, "ready");

        server.LoseDatabase();
        try
        {
            await BecomesAsync(503, "not ready");
            Assert.Equal((200, "live"), await AskAsync("/health/live"));
            Assert.Equal((200, """{"status":"healthy"}"""), await AskAsync("/health"));
        }
        finally
        {
            server.FindDatabaseAgain();
        }

        await BecomesAsync(200, "ready");
    }

    [Fact]
    public async Task Needs_a_database_that_takes_writes()
    {
        await BecomesAsync(200, "ready");

        await OnlyReadAsync(true);
        try
        {
            await BecomesAsync(503, "not ready");
        }
        finally
        {
            await OnlyReadAsync(false);
        }

        await BecomesAsync(200, "ready");
    }

    [Fact]
    public async Task Needs_the_tables_of_this_program()
    {
        await BecomesAsync(200, "ready");

        await RenameAsync("'x' || migration_id");
        try
        {
            await BecomesAsync(503, "not ready");
        }
        finally
        {
            await RenameAsync("substr(migration_id, 2)");
        }

        await BecomesAsync(200, "ready");
    }

    [Fact]
    public async Task Leaves_nothing_in_the_database_and_asks_it_rarely()
    {
        var before = await server.DoAsync((ILookups lookups) => lookups.AllAsync("SELECT folding, people_version FROM installation", row => (row.GetInt32(0), row.GetInt32(1))));

        await BecomesAsync(200, "ready");
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AskAsync("/health/ready")));

        Assert.All(answers, answer => Assert.Equal((200, "ready"), answer));
        Assert.Equal(before, await server.DoAsync((ILookups lookups) => lookups.AllAsync("SELECT folding, people_version FROM installation", row => (row.GetInt32(0), row.GetInt32(1)))));
    }

    async Task<(int Status, string Text)> AskAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = server.Home };
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    async Task BecomesAsync(int status, string text) => await Eventually.TrueAsync(async () => await AskAsync("/health/ready") == (status, text));

    Task RenameAsync(string name) => server.DoAsync((ILookups lookups) =>
        lookups.AllAsync($"""UPDATE "__EFMigrationsHistory" SET migration_id = {name} RETURNING migration_id""", row => row.GetString(0)));

    async Task OnlyReadAsync(bool isOn)
    {
        if (server.Database.Postgres is { } postgres)
        {
            await using var admin = new NpgsqlConnection($"{postgres};Pooling=false;Options=-c default_transaction_read_only=off");
            await admin.OpenAsync(TestContext.Current.CancellationToken);
            // Who is connected keeps what it began with, as after a failover nobody does.
            await using var change = new NpgsqlCommand(
                $"""
                ALTER DATABASE "{server.Database.Name}" SET default_transaction_read_only = {(isOn ? "on" : "off")};
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                """, admin);
            await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return;
        }

        await server.DoAsync((SqliteLookups lookups) =>
        {
            lookups.EmptyLog();
            return Task.FromResult(true);
        });
        // A file of a format that is newer than we can write is read, and no more (https://sqlite.org/fileformat2.html, 1.3.3). Root may write to any other.
        await using var file = new FileStream(Path.Combine(server.Folder, "messenger.db"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = 18;
        file.WriteByte((byte)(isOn ? 3 : 2));
    }
}
