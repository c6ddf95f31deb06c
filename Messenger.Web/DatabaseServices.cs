using Messenger.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messenger.Web;

/// <summary>Where things are kept: SQLite in the data folder, or PostgreSQL when there is a connection string.</summary>
static class DatabaseServices
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<Settings>().BindConfiguration("Messenger").ValidateDataAnnotations().ValidateOnStart();
        var settings = builder.Configuration.GetSection("Messenger").Get<Settings>() ?? new Settings();
        var folder = Directory.CreateDirectory(Path.Combine(builder.Environment.ContentRootPath, settings.DataPath)).FullName;
        builder.Services.AddDataProtection().SetApplicationName("Messenger")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(folder, "keys")));

        if (builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres)
        {
            AddPostgres(builder.Services, postgres);
        }
        else
        {
            AddSqlite(builder.Services, Path.Combine(folder, "messenger.db"));
        }
    }

    static void AddPostgres(IServiceCollection services, string connectionString)
    {
        // The defaults, 15 s to connect and 30 s a command, would hang people instead of telling them. Nor is there any waiting
        // for the answer to a cancellation: a database that hangs does not give it. A session is never changed here, so there is
        // nothing to reset before its next use.
        var connection = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Timeout = 1, CommandTimeout = (int)DatabaseUnavailable.Patience.TotalSeconds, CancellationTimeout = -1, NoResetOnClose = true,
        };
        services.AddSingleton<PostgresMessageInsert>();
        services.AddSingleton<IMessageWriter>(services => new PostgresWriter(
            services.GetRequiredService<PostgresMessageInsert>().InsertAsync, services.GetRequiredService<IEventBus>()));
        services.AddSingleton(_ => NpgsqlDataSource.Create(connection));
        services.AddSingleton<ILookups, PostgresLookups>();
        services.AddDbContextPool<MessengerDb, PostgresDb>((services, db) => db.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention().AddInterceptors(new DeadConnections.Interceptor(services.GetRequiredService<NpgsqlDataSource>())));
    }

    static void AddSqlite(IServiceCollection services, string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 1 };
        services.AddSingleton(services => new SqliteWriter(connection.ConnectionString, services.GetRequiredService<IEventBus>()));
        services.AddSingleton<IMessageWriter>(services => services.GetRequiredService<SqliteWriter>());
        services.AddSingleton(_ => new SqliteLookups(connection.ConnectionString));
        services.AddSingleton<ILookups>(services => services.GetRequiredService<SqliteLookups>());
        services.AddDbContextPool<MessengerDb, SqliteDb>(db => db.UseSqlite(connection.ConnectionString)
            .UseSnakeCaseNamingConvention().AddInterceptors(new SqlitePragmas.Interceptor()));
    }

    /// <summary>Brings the tables up to date before the first request.</summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        if (await app.Services.GetRequiredService<ILookups>().AreReadyAsync())
        {
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MessengerDb>().PrepareAsync();
    }
}
