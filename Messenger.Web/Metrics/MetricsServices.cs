namespace Messenger.Web;

/// <summary>
/// Sets up figures for whoever watches: at an address of their own (Prometheus), or sent to a
/// collector. Without either nothing of this is there, and nothing is counted.
/// </summary>
static class MetricsServices
{
    /// <summary>After whoever says where we listen, what writes messages and how events get about.</summary>
    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveMetrics>().AddSingleton<JobMetrics>();
        var settings = builder.ReadSettings();
        var isSent = !string.IsNullOrWhiteSpace(builder.Configuration[FrameworkSettings.Collector]);
        if (settings.Metrics.Url is { } url)
        {
            builder.Services.AddSingleton<MetricsListener>();
            builder.WebHost.UseUrls([.. Listening(builder.Configuration), url.AbsoluteUri]);
        }

        if (isSent)
        {
            builder.Services.AddHostedService<OtlpWorker>();
        }

        if (isSent || settings.Metrics.Url is not null)
        {
            builder.Services.AddSingleton<PolledMetrics>();
            AddWatches(builder.Services, settings);
        }
    }

    /// <summary>Before everything else. By the port that was asked and not by the name, which anybody may send to any port.</summary>
    public static void UseMetrics(this WebApplication app)
    {
        if (app.Services.GetService<PolledMetrics>() is not { } polled)
        {
            return;
        }

        // A figure that is 0 so far is to be there, or nobody can watch for it.
        foreach (var counted in new[] { typeof(LiveMetrics), typeof(JobMetrics), typeof(PushMetrics), typeof(CallMetrics), typeof(SlowQueries), typeof(IMessageWriter) })
        {
            app.Services.GetRequiredService(counted);
        }

        app.Services.GetService<SqliteMetrics>();
        app.Services.GetService<ReplicaMetrics>();
        if (app.Services.GetRequiredService<AllSettings>().Metrics.Url is { } url)
        {
            var (figures, redis) = (app.Services.GetRequiredService<MetricsListener>(), app.Services.GetService<RedisMetrics>());
            app.Use((http, next) => http.Connection.LocalPort == url.Port ? AnswerAsync(http, figures, polled, redis) : next());
        }
    }

    static void AddWatches(IServiceCollection services, AllSettings settings)
    {
        if (settings.Redis is not null)
        {
            services.AddSingleton<RedisMetrics>();
        }

        if (settings.Postgres is null)
        {
            services.AddSingleton<SqliteMetrics>();
        }

        if (settings.PostgresReplica is not null)
        {
            services.AddSingleton<ReplicaMetrics>();
        }

        var writer = services.Last(service => service.ServiceType == typeof(IMessageWriter));
        services.Remove(writer);
        services.AddSingleton<IMessageWriter>(services => ActivatorUtilities.CreateInstance<MeteredWriter>(services, (IMessageWriter)writer.ImplementationFactory!(services)));
    }

    static async Task AnswerAsync(HttpContext http, MetricsListener figures, PolledMetrics polled, RedisMetrics? redis)
    {
        if (http.Request.Path != "/metrics")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await Task.WhenAll(polled.LookAsync(), redis?.LookAsync() ?? Task.CompletedTask);
        var text = new StringWriter { NewLine = "\n" };
        figures.Write(text);
        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await http.Response.WriteAsync(text.ToString());
    }

    // As the framework reads them, which would not look at them once there is another address.
    static string[] Listening(IConfiguration configuration)
    {
        return configuration["urls"] is { Length: > 0 } urls ? Parts(urls) : [.. Ports("http"), .. Ports("https")];

        IEnumerable<string> Ports(string scheme) => Parts(configuration[$"{scheme}_ports"] ?? "").Select(port => $"{scheme}://*:{port}");

        static string[] Parts(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
