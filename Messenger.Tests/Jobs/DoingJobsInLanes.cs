using System.Collections.Concurrent;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

public sealed class DoingJobsInLanes(DoingJobsInLanes.Laned server) : IClassFixture<DoingJobsInLanes.Laned>
{
    [Fact]
    public async Task A_lane_that_hangs_holds_up_no_other()
    {
        await AddAsync("hangs", "a");
        await Eventually.TrueAsync(() => server.Hanging.Begun.Contains("\"a\""));

        await AddAsync("works", "b");

        await Eventually.TrueAsync(() => server.Working.Begun.Contains("\"b\""));
        await GoneAsync("works");
        Assert.Equal(1, await server.DoAsync((MessengerDb db) => db.Jobs.CountAsync(job => job.Kind == "hangs")));
    }

    [Fact]
    public async Task Jobs_of_one_lane_come_one_after_the_other_whatever_their_kind()
    {
        for (var i = 0; i < 20; i++)
        {
            await AddAsync(i % 2 == 0 ? "works" : "works, too", $"{i}");
        }

        await GoneAsync("works", "works, too");

        Assert.Equal(1, server.Working.MostAtOnce);
    }

    [Fact]
    public async Task A_job_without_hope_is_given_up()
    {
        await AddAsync("hopeless", "c");

        await GoneAsync("hopeless");
        Assert.Contains(server.Heard.Failures, line => line.Contains("Gave up job"));
    }

    [Fact]
    public async Task A_kind_that_nobody_here_knows_is_left_to_a_newer_node_and_told_once()
    {
        await AddAsync("unheard of", "d");
        await Eventually.TrueAsync(() => Told().Any());
        await AddAsync("unheard of", "e");
        await AddAsync("works", "f");
        await GoneAsync("works");

        Assert.Single(Told());
        Assert.Equal([0, 0], await server.DoAsync((MessengerDb db) => db.Jobs.Where(job => job.Kind == "unheard of").Select(job => job.Attempts).ToListAsync()));

        IEnumerable<(LogLevel, string)> Told() => server.Heard.Lines.Where(line => line.Level == LogLevel.Warning && line.Text.Contains("unheard of"));
    }

    async Task AddAsync(string kind, string payload)
    {
        await server.DoAsync((MessengerDb db) => db.WriteAsync(() =>
        {
            db.Add(Job.New(kind, payload, DateTimeOffset.UtcNow));
            return db.SaveChangesAsync();
        }));
        (await server.DoAsync((JobSignal signal) => Task.FromResult(signal))).Wake();
    }

    Task GoneAsync(params string[] kinds) => Eventually.TrueAsync(() => server.DoAsync(async (MessengerDb db) => !await db.Jobs.AnyAsync(job => kinds.Contains(job.Kind))));

    /// <summary>With a lane in which nothing ever ends, and one in which all goes well.</summary>
    public sealed class Laned : Server
    {
        public LogCapture Heard { get; } = new();

        internal Handler Hanging { get; } = new("slow", ["hangs"], stop => Task.Delay(Timeout.Infinite, stop));

        internal Handler Working { get; } = new("quick", ["works", "works, too"], _ => Task.CompletedTask);

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().AddProvider(Heard);

        protected override void Add(IServiceCollection services) => services.AddSingleton<IJobHandler>(Hanging).AddSingleton<IJobHandler>(Working)
            .AddSingleton<IJobHandler>(new Handler("hopeless", ["hopeless"], _ => throw new HopelessJob(new InvalidOperationException("Never."))));
    }

    internal sealed class Handler(string lane, string[] kinds, Func<CancellationToken, Task> work) : IJobHandler
    {
        int atOnce;

        public ConcurrentQueue<string> Begun { get; } = [];

        public int MostAtOnce { get; private set; }

        public IReadOnlyCollection<string> Kinds => kinds;

        public string Lane => lane;

        public async Task DoAsync(ClaimedJob job, CancellationToken stop)
        {
            Begun.Enqueue(job.Payload);
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
            await Task.Yield();
            await work(stop);
            Interlocked.Decrement(ref atOnce);
        }
    }
}
