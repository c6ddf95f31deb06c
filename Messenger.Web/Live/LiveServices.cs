using Microsoft.AspNetCore.SignalR;

namespace Messenger.Web;

/// <summary>Sets up everything that tells open pages what happens.</summary>
static class LiveServices
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR(hub =>
        {
            hub.KeepAliveInterval = TimeSpan.FromSeconds(15);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            // What is longer than a signal of a call with its frame is not from our page.
            hub.MaximumReceiveMessageSize = 70_000;
            hub.AddFilter<LineLimit>();
        });
        builder.Services.AddSingleton<LineLimit>().AddSingleton<PageConnections>().AddSingleton<Audience>().AddSingleton<Fragments>().AddSingleton<LiveStreams>().AddSingleton<TypingIndicators>();
        builder.Services.AddScoped<IceServers>().AddScoped<RingingCalls>().AddScoped<PresenceCheck>().AddSingleton<CallMetrics>().AddSingleton<EarlySignals>();
        builder.Services.AddHostedService<Fanout>().AddHostedService<PresenceBroadcaster>().AddHostedService<CallWorker>().AddHostedService<LiveStreamMonitor>();
    }

    public static void MapLive(this WebApplication app)
    {
        app.MapHub<LiveHub>("/hub", hub => hub.CloseOnAuthenticationExpiration = true).RequireAuthorization().DisableHttpMetrics().Add(CountConnections);
        app.MapLivePage();
    }

    // Who has too many is told so with a status, so that the page waits longer each time. A request with an id belongs to a connection that
    // was let in.
    static void CountConnections(EndpointBuilder endpoint)
    {
        var open = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = http =>
        {
            if (!http.Request.Query.ContainsKey("id"))
            {
                http.RequestServices.GetRequiredService<RateLimits>().Open(http.RequestServices.GetRequiredService<PageConnections>().Count(http.Me().Id));
            }

            return open(http);
        };
    }

    /// <summary>Only our own pages may open the line: browsers send cookies along from anywhere (RFC 6455, 10.2).</summary>
    public static void UseOriginCheck(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<AllSettings>().Messenger;
        app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments("/hub") && !Origin.IsNoneOrOurs(http.Request, settings.PublicUrl))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }

            return next();
        });
    }
}
