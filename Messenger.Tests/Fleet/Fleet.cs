using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Two nodes, a PostgreSQL and a Redis; Ann, Bob and Eve have accounts.</summary>
public sealed class Fleet : IAsyncLifetime
{
    readonly List<CuttingProxy> lines = [];
    PostgresServer? postgres;

    public RedisServer Redis { get; } = new();

    public FleetNode One { get; private set; } = null!;

    public FleetNode Two { get; private set; } = null!;

    public int Ann { get; private set; }

    public int Bob { get; private set; }

    public int Eve { get; private set; }

    public async ValueTask InitializeAsync()
    {
        postgres = await PostgresServer.StartAsync(isDurable: false);
        await postgres.CreateDatabaseAsync("fleet");
        await Redis.InitializeAsync();
        One = await StartAsync();
        Two = await StartAsync();
        Ann = await PersonAsync("ann");
        Bob = await PersonAsync("bob");
        Eve = await PersonAsync("eve");
    }

    /// <summary>A group that nobody said anything in.</summary>
    public Task<int> GroupAsync() => One.DoAsync((Chats chats) => chats.GroupAsync(Ann, "Hikers", [Bob]));

    /// <summary>Both nodes hear each other, in every channel: a line that was cut a moment ago still looks as if it were up.</summary>
    public async Task AllUpAsync()
    {
        await One.HearsAsync(Two);
        await Two.HearsAsync(One);
    }

    /// <param name="what">What becomes of it: killed, frozen, cut off, or cut off from one.</param>
    public Task LoseRedisAsync(string what)
    {
        if (what.StartsWith("cut"))
        {
            Two.Cut();
            (what == "cut off" ? One : Two).Cut();
            return Task.CompletedTask;
        }

        return what == "killed" ? Redis.KillAsync() : Redis.FreezeAsync();
    }

    public Task FindRedisAsync(string what)
    {
        One.Mend();
        Two.Mend();
        return what.StartsWith("cut") ? Task.CompletedTask : what == "killed" ? Redis.StartAgainAsync() : Redis.ThawAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // What was not made has failed already, and is not to be hidden.
        await (One?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Two?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var line in lines)
        {
            await line.DisposeAsync();
        }

        await Redis.DisposeAsync();
        await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    async Task<FleetNode> StartAsync()
    {
        var line = new CuttingProxy("127.0.0.1", Redis.Port);
        lines.Add(line);
        var node = new FleetNode(postgres!.ConnectionString("fleet"), line);
        await node.InitializeAsync();
        return node;
    }

    async Task<int> PersonAsync(string name) =>
        (await One.DoAsync((Accounts accounts) => accounts.RegisterAsync(name, $"{name}@example.org", Server.Password, null, new Preferences()))).Id;
}
