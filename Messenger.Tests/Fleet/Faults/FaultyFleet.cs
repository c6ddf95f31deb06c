namespace Messenger.Tests;

/// <summary>
/// Three nodes, a PostgreSQL and Redis, Caddy before them and a bad line to one of them: each can be killed, frozen, cut, started anew. Redis is a
/// cluster, or alone where MESSENGER_REDIS says so.
/// </summary>
public sealed class FaultyFleet(Random random) : IAsyncDisposable
{
    const int Count = 3, Channels = 64;

    readonly string folder = Directory.CreateTempSubdirectory("messenger-faults-").FullName;
    BuiltMessenger[] nodes = [];
    PostgresServer? postgres;
    RedisServer? alone;
    RedisCluster? cluster;
    CuttingProxy? line;
    Caddy? caddy;
    BuiltMessenger? ended;

    public Uri Home => nodes[0].Home;

    /// <summary>What programs may take: two of the nodes, the bad line to the third, and Caddy.</summary>
    public IReadOnlyList<Way> Ways { get; private set; } = [];

    public async Task StartAsync()
    {
        postgres = await PostgresServer.StartAsync();
        await postgres.CreateDatabaseAsync("messenger");
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Redis"] = await StartRedisAsync(), ["Messenger__TrustedProxies"] = "127.0.0.1",
        };
        nodes = [.. Enumerable.Range(0, Count).Select(_ => new BuiltMessenger(new Database("messenger", folder, postgres.ConnectionString("messenger"), null)) { Settings = settings })];
        foreach (var node in nodes)
        {
            await node.StartAsync();
        }

        caddy = await Caddy.StartAsync(nodes.Select(node => node.Home));
        line = new CuttingProxy("127.0.0.1", nodes[^1].Home.Port);
        Ways =
        [
            .. nodes[..^1].Select(node => new Way(node.Home, () => node.Ready)),
            new Way(new Uri($"http://127.0.0.1:{line.Port}/"), () => nodes[^1].Ready),
            new Way(caddy.Home, () => Task.WhenAny(nodes.Select(node => node.Ready))),
        ];
    }

    /// <summary>How each fault begins and how it ends. Whether messages are acknowledged in between is said, too.</summary>
    public IReadOnlyList<Fault> Faults =>
    [
        new("a node is killed", () => (ended = nodes[random.Next(Count)]).KillAsync(), () => ended!.StartAsync()),
        .. alone is { } redis ? OfRedis(redis) : OfRedis(cluster!),
        new("PostgreSQL is frozen", postgres!.PauseAsync, postgres!.ResumeAsync, IsSilent: true),
        new("PostgreSQL is started anew", postgres!.StopAsync, postgres!.StartAgainAsync, IsSilent: true),
        new("a node is asked to end", async () => await (ended = nodes[random.Next(Count)]).TerminateAsync(), () => ended!.StartAsync()),
        Fault.Of("Caddy is given its settings anew", caddy!.ReloadAsync),
        new("Caddy is killed", caddy!.KillAsync, caddy!.StartAgainAsync),
        Fault.Of("a line is cut", () => Now(line!.CutAll)),
        new("a line is slow and passes on a few bytes at once", () => Now(() => Spoil(slice: 7, milliseconds: 5)), () => Now(() => Spoil(int.MaxValue, 0))),
    ];

    public async ValueTask DisposeAsync()
    {
        await (line?.DisposeAsync() ?? ValueTask.CompletedTask);
        caddy?.Dispose();
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await (cluster?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (alone?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(folder, true);
    }

    static Fault[] OfRedis(RedisServer redis) =>
    [
        new("Redis is killed", redis.KillAsync, redis.StartAgainAsync),
        new("Redis is frozen", redis.FreezeAsync, redis.ThawAsync),
        Fault.Of("Redis cuts who listens", () => redis.AskAsync("CLIENT", "KILL", "TYPE", "pubsub")),
    ];

    Fault[] OfRedis(RedisCluster redis) =>
    [
        new("a primary of Redis is killed", () => redis.KillPrimaryAsync(AnyChannel()), redis.WholeAsync),
        Fault.Of("a slot of Redis moves", () => redis.MoveAsync(AnyChannel())),
        new("Redis is frozen", redis.FreezeAsync, redis.ThawAsync),
        Fault.Of("Redis cuts who listens", redis.CutListenersAsync),
    ];

    static Task Now(Action what)
    {
        what();
        return Task.CompletedTask;
    }

    string AnyChannel() => $"events:{{{random.Next(Channels)}}}";

    void Spoil(int slice, int milliseconds) => (line!.Slice, line.Delay) = (slice, TimeSpan.FromMilliseconds(milliseconds));

    async Task<string> StartRedisAsync()
    {
        if (Environment.GetEnvironmentVariable("MESSENGER_REDIS") == "alone")
        {
            alone = new RedisServer();
            await alone.InitializeAsync();
            return alone.Address;
        }

        cluster = new RedisCluster();
        await cluster.InitializeAsync();
        return cluster.Addresses;
    }
}

/// <summary>Something that breaks.</summary>
/// <param name="IsSilent">Nothing is acknowledged before its end.</param>
public sealed record Fault(string Name, Func<Task> BeginAsync, Func<Task> EndAsync, bool IsSilent = false)
{
    /// <summary>It is over as soon as it happened.</summary>
    public static Fault Of(string name, Func<Task> happen) => new(name, happen, () => Task.CompletedTask);
}
