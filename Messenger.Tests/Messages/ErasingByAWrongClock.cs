using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messenger.Tests;

/// <summary>A clock that was ahead when it began is set right meanwhile.</summary>
public sealed class ErasingByAWrongClock : World
{
    protected override IEnumerable<(string, string)> Settings => [("Messenger:RetentionDays", "30")];

    [Fact]
    public async Task Ends_with_what_was_erased_by_then()
    {
        await SaysMany(Ann, 3 * Retention.AtOnce);

        await Do(async (IServiceProvider services) =>
        {
            var (lookups, leases) = (services.GetRequiredService<ILookups>(), new Leases(services.GetRequiredService<ILookups>(), Clock, isAlone: false));
            using var worker = new RetentionWorker(
                services.GetRequiredService<LiveSettings>(), lookups, leases, services.GetRequiredService<IServiceScopeFactory>(), new ClockSetRight(Clock, Bus), NullLogger<RetentionWorker>.Instance);
            await worker.StartAsync(Cancelled);
            await Eventually.TrueAsync(async () => Bus.Said.OfType<HistoryErased>().Any() && !await leases.IsTakenAsync(RetentionWorker.Erasing));
            await worker.StopAsync(Cancelled);
        });

        Assert.Equal(2 * Retention.AtOnce, await Do((MessengerDb db) => db.Messages.CountAsync()));
        Assert.Equal(Retention.AtOnce + 1, Said<HistoryErased>().FirstSequence);
    }

    /// <summary>Two months ahead, until something was erased.</summary>
    sealed class ClockSetRight(TimeProvider clock, RecordingBus bus) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow().AddDays(bus.Said.OfType<HistoryErased>().Any() ? 0 : 60);
    }
}
