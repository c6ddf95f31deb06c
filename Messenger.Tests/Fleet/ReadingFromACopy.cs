using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Messenger.Tests;

/// <summary>A copy of the database gives pages far back in a chat, and never what is older than the chat is.</summary>
[RunsOnce]
public sealed class ReadingFromACopy(ReadingFromACopy.Copied server) : IClassFixture<ReadingFromACopy.Copied>
{
    const int Many = 160;

    [Fact]
    public async Task Old_pages_come_from_it_and_new_ones_from_the_database()
    {
        var chat = server.Chat;
        await server.IsFollowedAsync(chat);

        await server.PageAsync(chat, before: Many + 1);
        Assert.Empty(server.Asked);
        // Who answers late is away for a while, as one on a busy machine may.
        await Eventually.TrueAsync(async () =>
        {
            Assert.Equal(Enumerable.Range(1, 50), (await server.PageAsync(chat, before: 51)).Select(message => message.Sequence));
            return server.Asked is [.., "read"];
        });
    }

    [Fact]
    public async Task What_it_has_not_heard_yet_is_read_from_the_database()
    {
        var chat = server.Chat;
        await server.IsFollowedAsync(chat);
        var old = (await server.PageAsync(chat, before: 51))[9];
        await server.CopySaysAsync("SELECT pg_wal_replay_pause()");
        try
        {
            await server.DoAsync((Messages messages) => messages.EditAsync(server.Me, old.Id, "Said better"));
            await IsBetterAsync("behind");
        }
        finally
        {
            await server.CopySaysAsync("SELECT pg_wal_replay_resume()");
        }

        await server.IsFollowedAsync(chat);
        await IsBetterAsync("read");

        Task IsBetterAsync(string asked) => Eventually.TrueAsync(async () =>
        {
            Assert.Equal("Said better", (await server.PageAsync(chat, before: 51))[9].Text);
            return server.Asked[^1] == asked;
        });
    }

    [Fact]
    public async Task A_name_that_it_has_not_heard_yet_is_read_from_the_database()
    {
        var chat = server.Chat;
        await server.IsFollowedAsync(chat);
        var name = $"Ann {Guid.NewGuid():N}";
        await server.CopySaysAsync("SELECT pg_wal_replay_pause()");
        try
        {
            await server.DoAsync((Profiles profiles) => profiles.ChangeAsync(server.Me, profile => profile with { FullName = name }));
            await Eventually.TrueAsync(async () =>
            {
                Assert.Equal(name, (await server.PageAsync(chat, before: 51))[9].Author.FullName);
                return server.Asked[^1] == "behind";
            });
        }
        finally
        {
            await server.CopySaysAsync("SELECT pg_wal_replay_resume()");
        }
    }

    [Fact]
    public async Task While_it_is_away_or_hangs_the_database_is_read()
    {
        var chat = server.Chat;
        await server.IsFollowedAsync(chat);
        await server.Copy.PauseAsync();
        try
        {
            Assert.Equal(50, (await server.PageAsync(chat, before: 51)).Count);
            Assert.Equal("away", server.Asked[^1]);
            var asked = server.Asked.Count;
            Assert.Equal(50, (await server.PageAsync(chat, before: 51)).Count);
            // Not asked again for a while.
            Assert.Equal(asked, server.Asked.Count);
        }
        finally
        {
            await server.Copy.ResumeAsync();
        }

        await Eventually.TrueAsync(async () => (await server.PageAsync(chat, before: 51)).Count == 50 && server.Asked[^1] == "read");
        await server.Copy.StopAsync();
        try
        {
            Assert.Equal(50, (await server.PageAsync(chat, before: 51)).Count);
            Assert.Equal("away", server.Asked[^1]);
            Assert.Equal("It is away. Old pages are read from the database.", (await server.HealthAsync()).Says);
        }
        finally
        {
            await server.Copy.StartAgainAsync();
        }

        await Eventually.TrueAsync(async () => await server.HealthAsync() is { State: HealthState.Well, Says: "It follows: 0 KB behind." });
    }

    /// <summary>A messenger whose database is followed by a copy.</summary>
    public sealed class Copied : Server, IAsyncLifetime
    {
        PostgresServer? postgres;

        public int Chat { get; private set; }

        public PostgresServer Copy { get; private set; } = null!;

        public int Me { get; private set; }

        /// <summary>What came of the copy's being asked, since it was last waited for.</summary>
        public List<string> Asked { get; } = [];

        protected override IEnumerable<(string Key, string Value)> Settings => [("ConnectionStrings:PostgresReplica", Copy.ConnectionString("copied"))];

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            postgres = await PostgresServer.StartAsync(isDurable: false);
            await postgres.CreateDatabaseAsync("copied");
            Copy = await postgres.CopyAsync();
            await InitializeAsync();
            await DoAsync((Replica replica) =>
            {
                replica.Asked += Asked.Add;
                return Task.FromResult(true);
            });
            Me = (await DoAsync((Accounts accounts) => accounts.RegisterAsync("ann", "ann@example.org", Password, null, new Preferences()))).Id;
            Chat = await DoAsync((Chats chats) => chats.DirectAsync(Me, Me));
            for (var i = 1; i <= Many; i++)
            {
                await DoAsync((Messages messages) => messages.PostAsync(Me, Chat, $"Message {i}"));
            }
        }

        protected override Task<Database> MakeDatabaseAsync() =>
            Task.FromResult(new Database("copied", Directory.CreateTempSubdirectory("messenger-copied-").FullName, postgres!.ConnectionString("copied"), Template: null));

        public Task<IReadOnlyList<MessageView>> PageAsync(int chatId, int before) =>
            DoAsync(async (History history) => (await history.OlderAsync(Me, chatId, before)).Messages);

        /// <summary>Done when the copy is as far as the chat, and asked for its pages.</summary>
        public async Task IsFollowedAsync(int chatId)
        {
            var revision = await DoAsync((History history) => history.RevisionAsync(Me, chatId));
            await Eventually.TrueAsync(async () => Equals(await CopySaysAsync($"SELECT revision FROM chats WHERE id = {chatId}"), revision));
            // After it was away it is left alone for a while.
            await Eventually.TrueAsync(async () => (await PageAsync(chatId, before: 51)).Count == 50 && Asked is [.., "read"]);
            Asked.Clear();
        }

        public async Task<object?> CopySaysAsync(string sql)
        {
            await using var source = NpgsqlDataSource.Create(Copy.ConnectionString("copied") + ";Pooling=false");
            await using var command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }

        public Task<HealthFinding> HealthAsync() => DoAsync((IServiceProvider services) =>
            services.GetServices<IHealthCheck>().Single(check => check.Name == "Copy of the database").LookAsync(CancellationToken.None));

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await DisposeAsync();
            await (Copy?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
