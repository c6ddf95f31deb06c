using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

[RunsOnce]
public sealed class LookingAgainAndAgain : IAsyncDisposable
{
    readonly FakeTimeProvider clock = new();
    readonly JobSignal signal = new();
    readonly LogCapture heard = new();
    readonly Worker worker;

    public LookingAgainAndAgain() => worker = new Worker(clock, heard.CreateLogger("worker"), signal);

    [Fact]
    public async Task Begins_at_once_and_goes_on_after_each_interval()
    {
        await StartAsync();

        for (var looks = 2; looks < 5; looks++)
        {
            await AfterAsync(looks);
        }
    }

    [Fact]
    public async Task Does_not_wait_when_woken_even_during_a_look()
    {
        await StartAsync();
        signal.Wake();
        await LookedAsync(2);

        worker.During = looks =>
        {
            if (looks == 3)
            {
                signal.Wake();
            }
        };
        signal.Wake();

        await LookedAsync(4);
        Assert.Equal(4, worker.Looks);
    }

    [Fact]
    public async Task Goes_on_after_failures_and_tells_of_the_first_of_each_row()
    {
        await StartAsync();
        worker.During = _ => throw new InvalidOperationException("Not now.");
        await WokenAsync(2);
        await WokenAsync(3);
        Assert.Single(heard.Lines);

        worker.During = _ => { };
        await WokenAsync(4);
        worker.During = _ => throw new InvalidOperationException("Not again.");
        await WokenAsync(5);
        await WokenAsync(6);

        Assert.Equal(2, heard.Lines.Count);
    }

    [Fact]
    public async Task Ends_when_it_is_told_to()
    {
        await StartAsync();

        await worker.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(worker.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Empty(heard.Lines);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.StopAsync(CancellationToken.None);
        worker.Dispose();
    }

    async Task StartAsync()
    {
        await worker.StartAsync(TestContext.Current.CancellationToken);
        await LookedAsync(1);
    }

    async Task WokenAsync(int looks)
    {
        signal.Wake();
        await LookedAsync(looks);
    }

    // It may not be waiting yet when the first interval passes.
    async Task AfterAsync(int looks) => await Eventually.TrueAsync(() =>
    {
        clock.Advance(TimeSpan.FromSeconds(worker.Looks < looks ? 1 : 0));
        return worker.Looks >= looks;
    });

    Task LookedAsync(int looks) => Eventually.TrueAsync(() => worker.Looks >= looks);

    sealed class Worker(TimeProvider time, ILogger log, WakeSignal signal) : PeriodicWorker(TimeSpan.FromSeconds(10), time, log, signal)
    {
        int looks;

        /// <summary>What happens in a look, told how many there were.</summary>
        public Action<int> During { get; set; } = _ => { };

        public int Looks => Volatile.Read(ref looks);

        protected override Task LookAsync(CancellationToken stop)
        {
            var during = During;
            during(Interlocked.Increment(ref looks));
            return Task.CompletedTask;
        }
    }
}
