namespace Messenger.Web;

/// <summary>Tells those who are here and share a chat with somebody that they came or went.</summary>
public sealed class PresenceBroadcaster(IPresence presence, IEventBus bus, IServiceScopeFactory scopes, ILogger<PresenceBroadcaster> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await foreach (var (userId, now) in presence.ChangesAsync(stop))
        {
            try
            {
                var acquaintances = await scopes.WithAsync((People people) => people.WatchersAsync(userId));
                // To those as well who have come to another node this moment, which is not known here yet.
                bus.Publish(new PresenceChanged(new Delivery.Users(acquaintances), userId, now));
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "Could not tell that {User} is {Presence}", userId, now);
            }
        }
    }
}
