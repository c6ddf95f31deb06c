using System.Reflection;
using System.Threading.Channels;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

/// <summary>What a second node would not know is marked, and says what it needs (ARCHITECTURE.md).</summary>
public sealed class WhatOnlyThisProcessKnows(WhatOnlyThisProcessKnows.Composed server) : IClassFixture<WhatOnlyThisProcessKnows.Composed>
{
    static readonly Assembly[] ours = [typeof(Messages).Assembly, typeof(Program).Assembly];

    static readonly string[] marked =
    [
        nameof(BackupSignal), nameof(DeliveryTracker), nameof(DepartureSignal), nameof(EarlySignals), nameof(InProcessBus), nameof(InProcessPresence), nameof(JobSignal),
        nameof(LiveStreams), nameof(MetricsListener), nameof(OrphanSignal), nameof(PageConnections), nameof(PeopleExchange), nameof(PushQueue), nameof(RateLimits),
        nameof(RawSockets), nameof(RedisBus), nameof(RedisLine), nameof(RedisPresence), nameof(TypingIndicators), nameof(UpgradeLimit),
    ];

    // Right on every node, because what they keep is kept under its version or never changes.
    static readonly string[] caches = ["AccessTokens", "Audience", "MessageHtmlCache", "RecentMessageCache", "Vapid"];

    // Of no use to another node: what is being asked or written right now, open connections, what was said in the log, which signals end this process.
    static readonly string[] passing = ["DrainingLifetime", "FileCleaner", "PostgresLookups", "PostgresWriter", "SqliteLookups", "SqliteWriter", "UnknownJobReporter"];

    [Fact]
    public void Is_marked_and_says_what_several_nodes_need()
    {
        var all = ours.SelectMany(assembly => assembly.GetTypes()).Where(IsMarked).ToList();

        Assert.Equal(marked, all.Select(type => type.Name).Order());
        Assert.All(all, type => Assert.EndsWith(".", type.GetCustomAttribute<PerProcessAttribute>()!.AcrossNodes));
    }

    [Fact]
    public void Is_in_nothing_else_that_lives_as_long_as_the_process() => Assert.Empty(
        server.Singletons.Where(type => Remembers(type) && !IsMarked(type)).Select(type => type.Name).Except([.. caches, .. passing]));

    [Fact]
    public void Is_found_by_that_rule() => Assert.All(
        new[] { typeof(InProcessBus), typeof(InProcessPresence), typeof(RateLimits), typeof(RawSockets), typeof(RedisPresence), typeof(DeliveryTracker) },
        type => Assert.True(server.Singletons.Contains(type) && Remembers(type), type.Name));

    static bool IsMarked(Type type) => type.IsDefined(typeof(PerProcessAttribute), inherit: false);

    // A field of its own that things are added to and removed from; a reader only has what another remembers.
    static bool Remembers(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(field =>
        !field.FieldType.IsInterface && field.FieldType != typeof(ChannelReader<Event>) && field.FieldType.Namespace is { } from
        && (from.StartsWith("System.Collections") || from is "System.Threading.Channels" or "System.Threading.RateLimiting"));

    public sealed class Composed : Server
    {
        IServiceCollection? services;

        /// <summary>Everything of ours that there is one of, whatever it is asked for as.</summary>
        public IReadOnlyList<Type> Singletons => field ??= [.. services!.Concat(AmongSeveral())
            .Where(service => service is { Lifetime: ServiceLifetime.Singleton, IsKeyedService: false })
            .Select(service => service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ServiceType)
            .Where(type => ours.Contains(type.Assembly)).Distinct()];

        protected override void Add(IServiceCollection services) => this.services = services;

        // What there is only where a Redis is named and somebody watches; nothing of it is started here.
        IServiceCollection AmongSeveral()
        {
            var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ConnectionStrings:Redis"] = "nobody.asks.it", ["ConnectionStrings:Postgres"] = "Host=nobody.asks.it",
                ["Metrics:Url"] = "http://127.0.0.1:9464", ["Messenger:DataPath"] = Folder,
            });
            builder.ReadSettings();
            builder.AddDatabase();
            builder.AddEvents();
            builder.AddMetrics();
            return builder.Services;
        }
    }
}
