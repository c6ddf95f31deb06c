using System.Threading.Channels;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>At rest the heap is compacted, which nobody is to wait for who talks.</summary>
[RunsOnce]
public sealed class GivingMemoryBack : IAsyncDisposable
{
    readonly FakeTimeProvider clock = new();
    readonly LogCapture heard = new();
    readonly HeardBus bus = new();
    readonly IdleTrimmer trimmer;

    public GivingMemoryBack() =>
        trimmer = new IdleTrimmer(bus, clock, new LoggerFactory([heard], new LoggerFilterOptions { MinLevel = LogLevel.Debug }).CreateLogger<IdleTrimmer>());

    [Fact]
    public async Task Waits_until_nobody_has_talked_for_a_while()
    {
        await trimmer.StartAsync(TestContext.Current.CancellationToken);

        for (var looks = 0; looks < 10; looks++)
        {
            bus.Publish(new ListChanged(new Delivery.Users([1])));
            await LaterAsync(() => bus.IsHeard);
        }

        Assert.Empty(heard.Lines);
        await LaterAsync(() => heard.Lines.Count > 0);
    }

    public async ValueTask DisposeAsync()
    {
        await trimmer.StopAsync(CancellationToken.None);
        trimmer.Dispose();
    }

    Task LaterAsync(Func<bool> what) => Eventually.TrueAsync(() =>
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return what();
    });

    /// <summary>Tells whether its listener has taken what was said.</summary>
    sealed class HeardBus : IEventBus
    {
        readonly Channel<Event> events = Channel.CreateUnbounded<Event>();

        public bool IsHeard => events.Reader.Count == 0;

        public void Publish(Event happened) => events.Writer.TryWrite(happened);

        public ChannelReader<Event> Subscribe(int capacity, bool own) => events.Reader;
    }
}
