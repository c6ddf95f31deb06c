namespace Messenger.Web;

/// <summary>
/// Sets up how events get about, and who is here: within one process, or, where there is a Redis, between several.
/// </summary>
static class FleetServices
{
    public static void AddEvents(this WebApplicationBuilder builder)
    {
        if (builder.ReadSettings().Redis is null)
        {
            builder.AddInProcessEvents();
            return;
        }

        builder.Services.AddSingleton<FleetMetrics>().AddSingleton<RedisLine>().AddSingleton<RedisBus>().AddSingleton<MissedChanges>().AddSingleton<SharedTries>().AddSingleton<DeliveryTracker>().AddSingleton<SweepSignal>();
        builder.Services.AddSingleton<IEventBus>(services => services.GetRequiredService<RedisBus>()).AddSingleton<RedisPresence>();
        builder.Services.AddSingleton<IPresence>(services => services.GetRequiredService<RedisPresence>());
        builder.Services.AddHostedService(services => services.GetRequiredService<RedisLine>()).AddHostedService<MissedEventSweeper>().AddHostedService<PeopleExchange>();
    }
}
