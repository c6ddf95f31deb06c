using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Messenger.Web;

/// <summary>Everything that tells open pages what happens.</summary>
static class LiveServices
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR(hub =>
        {
            hub.KeepAliveInterval = TimeSpan.FromSeconds(15);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            // A page says little; what is longer is not from our page.
            hub.MaximumReceiveMessageSize = 4096;
        });
        builder.Services.AddSingleton<PageConnections>().AddSingleton<Audience>().AddSingleton<Fragments>().AddSingleton<LiveStreams>().AddSingleton<TypingIndicators>();
        builder.Services.AddHostedService<Fanout>().AddHostedService<PresenceBroadcaster>().AddHostedService<StaleCallCleaner>();
    }

    public static void MapLive(this WebApplication app)
    {
        // Made with the first line and not with the map, as MapHub would: it compiles a caller for every method of the hub.
        var hub = new Lazy<ConnectionDelegate>(() => new ConnectionBuilder(app.Services).UseHub<LiveHub>().Build());
        var ways = new HttpConnectionDispatcherOptions { CloseOnAuthenticationExpiration = true };
        app.MapConnections("/hub", ways, lines => lines.Run(line => hub.Value(line)))
            .WithMetadata(new HubMetadata(typeof(LiveHub))).RequireAuthorization().Add(CountLines);
        app.MapLivePage();
    }

    // Who has too many is told so with a status, so that the page waits longer each time. A request with an id belongs to a line that was let in.
    static void CountLines(EndpointBuilder door)
    {
        var open = door.RequestDelegate!;
        door.RequestDelegate = http =>
        {
            if (!http.Request.Query.ContainsKey("id"))
            {
                http.RequestServices.GetRequiredService<RateLimits>().Open(http.RequestServices.GetRequiredService<PageConnections>().Of(http.Me().Id));
            }

            return open(http);
        };
    }

    /// <summary>Only our own pages may open the line: browsers send cookies along from anywhere (RFC 6455, 10.2).</summary>
    public static void UseOriginCheck(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/hub") && !Origin.IsNoneOrOurs(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next();
    });
}
