namespace Messenger.Web;

/// <summary>Sets up everything about the sockets of programs.</summary>
static class SocketServices
{
    public static void AddSockets(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IHttpContextFactory, RedactingHttpContextFactory>();
        builder.Services.AddSingleton<SocketEndpoint>().AddSingleton<SocketCommands>().AddSingleton<SocketEvents>().AddSingleton<RawSockets>();
        builder.Services.AddHostedService<SocketMonitor>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(ConnectionTakeover.Use));
    }

    /// <summary>Before the rest of the way, none of which it needs: every step on it would be kept in memory for each open socket.</summary>
    public static void UseSockets(this WebApplication app)
    {
        var sockets = app.Services.GetRequiredService<RawSockets>();
        app.Lifetime.ApplicationStopping.Register(() => sockets.Close(_ => true, CloseCode.Restarting, "restarting"));
        app.Map("/ws", way =>
        {
            way.UseProblems();
            way.Run(app.Services.GetRequiredService<SocketEndpoint>().OpenAsync);
        });
    }
}
