namespace Messenger.Web;

/// <summary>Registers what the admin is told of, in this order.</summary>
static class HealthChecks
{
    /// <summary>Each is made when somebody looks.</summary>
    public static void AddHealthChecks(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<HealthReport>().AddScoped<IHealthCheck, DatabaseHealth>().AddScoped<IHealthCheck, DiskHealth>().AddScoped<BackupHealth>().AddScoped<IHealthCheck>(services => services.GetRequiredService<BackupHealth>()).AddScoped<IHealthCheck, SearchHealth>().AddScoped<IHealthCheck, JobHealth>()
            .AddScoped<IHealthCheck, MailHealth>().AddScoped<IHealthCheck, PushHealth>().AddScoped<IHealthCheck, TurnHealth>().AddScoped<IHealthCheck, AddressHealth>();
        if (builder.ReadSettings().PostgresReplica is not null)
        {
            builder.Services.AddScoped<IHealthCheck, ReplicaHealth>();
        }

        if (builder.ReadSettings().Redis is not null)
        {
            builder.Services.AddScoped<IHealthCheck, RedisHealth>();
        }

        builder.Services.AddScoped<IHealthCheck, BuildHealth>();
    }
}
