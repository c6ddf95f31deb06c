using Messenger.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messenger.Web;

/// <summary>Where things are kept: SQLite in the data folder, or PostgreSQL when there is a connection string.</summary>
static class Storage
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<Settings>().BindConfiguration("Messenger").ValidateDataAnnotations().ValidateOnStart();
        var settings = builder.Configuration.GetSection("Messenger").Get<Settings>() ?? new Settings();
        var folder = Directory.CreateDirectory(Path.Combine(builder.Environment.ContentRootPath, settings.DataPath)).FullName;
        builder.Services.AddDataProtection().SetApplicationName("Messenger")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(folder, "keys")));

        if (builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres)
        {
            // The defaults, 15 s to connect and 30 s a command, would hang people instead of telling them. Nor is there any waiting
            // for the answer to a cancellation: a database that hangs does not give it.
            var connection = new NpgsqlConnectionStringBuilder(postgres)
            {
                Timeout = 1, CommandTimeout = 2, CancellationTimeout = -1,
            };
            builder.Services.AddSingleton<PostgresWriter>();
            builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(connection));
            builder.Services.AddSingleton<DeadConnections>();
            builder.Services.AddDbContextPool<MessengerDb, PostgresDb>((services, db) => db.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
                .UseSnakeCaseNamingConvention().AddInterceptors(services.GetRequiredService<DeadConnections>()));
        }
        else
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "messenger.db"), DefaultTimeout = 1 };
            builder.Services.AddSingleton(_ => new SqliteWriter(connection.ConnectionString));
            builder.Services.AddDbContextPool<MessengerDb, SqliteDb>(db => db.UseSqlite(connection.ConnectionString)
                .UseSnakeCaseNamingConvention().AddInterceptors(new SqlitePragmas()));
        }
    }

    /// <summary>Brings the tables up to date before the first request.</summary>
    public static async Task PrepareStorageAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MessengerDb>().PrepareAsync();
    }
}
