namespace Messenger.Web;

/// <summary>
/// The endpoints for whoever looks after this process: a proxy, an orchestrator. No login,
/// since they have none, and no details, since anybody may ask.
/// </summary>
static class HealthEndpoints
{
    // From being asked to end to the end.
    static readonly TimeSpan promised = TimeSpan.FromSeconds(30);

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.AddHealthChecks();
        builder.Services.AddSingleton<Readiness>().AddSingleton<DrainState>().AddSingleton<OpenLines>().AddSingleton<IHostLifetime, DrainingLifetime>();
        var before = TimeSpan.FromSeconds(builder.ReadSettings().Messenger.DrainSeconds) + OpenLines.Most;
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = promised - before);
    }

    public static void MapHealth(this WebApplication app)
    {
        // As the original Messenger answers; it asks the database for nothing.
        app.MapMethods("/health", ReadMethods.GetAndHead, () => TypedResults.Json(new HealthJson("healthy"), ApiJson.Json));
        // The process answers: if not, it is to be started anew.
        app.MapMethods("/health/live", ReadMethods.GetAndHead, () => TypedResults.Text("live"));
        // It can serve people: if not, they are to be sent to another node.
        app.MapMethods("/health/ready", ReadMethods.GetAndHead, async (Readiness readiness) => await readiness.IsReadyAsync()
            ? TypedResults.Text("ready")
            : TypedResults.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable));
    }
}
