using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messenger.Tests;

/// <summary>As much of a node as talks to the others: its line and its bus.</summary>
public sealed class BusNode : IAsyncDisposable
{
    readonly ConcurrentQueue<Event> heard = new();
    readonly ServiceProvider metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    readonly string folder = Directory.CreateTempSubdirectory("messenger-node-").FullName;

    BusNode(string redis)
    {
        var settings = AllSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Redis"] = redis, ["ConnectionStrings:Postgres"] = "Host=nobody.asks.it",
        }).Build(), folder);
        Line = new RedisLine(settings, ActivatorUtilities.CreateInstance<FleetMetrics>(metrics), TimeProvider.System, NullLogger<RedisLine>.Instance);
        Line.Heard += message => Messages.Enqueue(message);
        // Nobody has a line here, so nothing is looked up.
        Bus = new RedisBus(Line, new DeliveryTracker(new MissedChanges(null!), TimeProvider.System));
        _ = ListenAsync();
    }

    public RedisLine Line { get; }

    public RedisBus Bus { get; }

    /// <summary>What is measured here.</summary>
    public IMeterFactory Meters => metrics.GetRequiredService<IMeterFactory>();

    /// <summary>All events, whoever published them.</summary>
    public IReadOnlyList<Event> Heard => [.. heard];

    /// <summary>All that others said.</summary>
    public ConcurrentQueue<NodeMessage> Messages { get; } = new();

    public static async Task<BusNode> StartAsync(string redis)
    {
        var node = new BusNode(redis);
        await node.Line.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await Line.StopAsync(CancellationToken.None);
        Line.Dispose();
        await metrics.DisposeAsync();
        Directory.Delete(folder, true);
    }

    async Task ListenAsync()
    {
        await foreach (var happened in Bus.Subscribe(1_000_000).ReadAllAsync())
        {
            heard.Enqueue(happened);
        }
    }
}
