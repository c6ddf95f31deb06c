using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Messenger.Web;

/// <summary>Sets up where things are kept: SQLite in the data folder, or PostgreSQL when there is a connection string.</summary>
static class DatabaseServices
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var settings = builder.ReadSettings();
        var folder = settings.Messenger.DataPath;
        builder.AddKeys();

        builder.Services.AddSingleton<SlowQueries>();
        builder.Services.AddSingleton(services => new Leases(services.GetRequiredService<ILookups>(), services.GetRequiredService<TimeProvider>(), isAlone: settings.Postgres is null));
        if (settings.Postgres is { } postgres)
        {
            AddPostgres(builder.Services, postgres);
            builder.Services.AddSingleton(services => new PostgresBackup(postgres, new(() => ReadTables(services)), services.GetRequiredService<TimeProvider>()));
            builder.Services.AddSingleton<IDatabaseBackup>(services => services.GetRequiredService<PostgresBackup>());
            if (settings.PostgresReplica is { } replica)
            {
                AddReplica(builder.Services, replica);
            }
        }
        else
        {
            AddSqlite(builder.Services, Path.Combine(folder, "messenger.db"));
        }
    }

    // The defaults, 15 s to connect and 30 s a command, would hang people instead of telling them. Nor is there any waiting
    // for the answer to a cancellation: a database that hangs does not give it. A session is never changed here, so there is
    // nothing to reset before its next use. How long it takes to connect and to answer may be said otherwise, for a database that is far away.
    static NpgsqlDataSource Connect(NpgsqlConnectionStringBuilder given) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(given.ConnectionString)
    {
        Timeout = given.ShouldSerialize(nameof(given.Timeout)) ? given.Timeout : 1,
        CommandTimeout = (int)PatienceWith(given).TotalSeconds, CancellationTimeout = -1, NoResetOnClose = true,
    });

    // 0 would be to wait for ever.
    static TimeSpan PatienceWith(NpgsqlConnectionStringBuilder given) =>
        given.ShouldSerialize("Command Timeout") && given.CommandTimeout > 0 ? TimeSpan.FromSeconds(given.CommandTimeout) : DatabaseUnavailable.Patience;

    static void AddPostgres(IServiceCollection services, NpgsqlConnectionStringBuilder given)
    {
        services.AddSingleton<PostgresMessageInsert>();
        services.AddSingleton<IMessageWriter>(services => new PostgresWriter(
            services.GetRequiredService<PostgresMessageInsert>().InsertAsync, services.GetRequiredService<IEventBus>(), PatienceWith(given)));
        services.AddSingleton(_ => Connect(given));
        services.AddSingleton(services => new PostgresLookups(services.GetRequiredService<NpgsqlDataSource>(), PatienceWith(given)));
        services.AddSingleton<IDatabaseCheck, PostgresCheck>().AddSingleton<ISearchIndex, PostgresSearchIndex>();
        services.AddSingleton<ILookups>(services => new WatchedLookups(services.GetRequiredService<PostgresLookups>(), services.GetRequiredService<SlowQueries>()));
        services.AddDbContextPool<MessengerDb, PostgresDb>((services, db) => db.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention().LeaveFailuresToTheEdge().AddInterceptors(new DeadConnections.Interceptor(services.GetRequiredService<NpgsqlDataSource>()), new SlowCommands(services.GetRequiredService<SlowQueries>())));
    }

    static PostgresTables ReadTables(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        return new PostgresTables(scope.ServiceProvider.GetRequiredService<MessengerDb>().Model);
    }

    static void AddReplica(IServiceCollection services, NpgsqlConnectionStringBuilder given)
    {
        services.AddKeyedSingleton(nameof(Replica), (_, _) => Connect(given));
        services.AddSingleton(services => new Replica(
            new WatchedLookups(new PostgresLookups(services.GetRequiredKeyedService<NpgsqlDataSource>(nameof(Replica)), PatienceWith(given)), services.GetRequiredService<SlowQueries>()),
            services.GetRequiredService<TimeProvider>()));
    }

    static void AddSqlite(IServiceCollection services, string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 1 };
        services.AddSingleton(services => new SqliteWriter(connection.ConnectionString, services.GetRequiredService<IEventBus>(), SqliteWriter.Patience));
        services.AddSingleton<IMessageWriter>(services => services.GetRequiredService<SqliteWriter>());
        services.AddSingleton(_ => new SqliteLookups(connection.ConnectionString));
        services.AddSingleton<ILookups>(services => new WatchedLookups(services.GetRequiredService<SqliteLookups>(), services.GetRequiredService<SlowQueries>()));
        services.AddSingleton<IDatabaseCheck>(services => new SqliteCheck(connection.ConnectionString, services.GetRequiredService<SqliteWriter>()));
        services.AddSingleton<IDatabaseBackup>(services => new SqliteBackup(file, services.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ISearchIndex>(services => new SqliteSearchIndex(connection.ConnectionString, services.GetRequiredService<SqliteWriter>()));
        services.AddDbContextPool<MessengerDb, SqliteDb>((services, db) => db.UseSqlite(connection.ConnectionString)
            .UseSnakeCaseNamingConvention().LeaveFailuresToTheEdge().AddInterceptors(new SqlitePragmas.Interceptor(), new SlowCommands(services.GetRequiredService<SlowQueries>())));
    }

    // Whoever asked knows whether it is one: two people may begin the same chat at once. What nobody expected is logged where it ends.
    static DbContextOptionsBuilder LeaveFailuresToTheEdge(this DbContextOptionsBuilder db) => db.ConfigureWarnings(warnings => warnings.Log(
        (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug)));

    /// <summary>Brings the tables up to date before the first request.</summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        try
        {
            await TryAsync(app.Services.GetRequiredService<AllSettings>().Postgres);
            if (!await app.Services.GetRequiredService<ILookups>().AreReadyAsync())
            {
                await using var scope = app.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<MessengerDb>().PrepareAsync();
            }

            await app.PrepareKeysAsync();
        }
        catch (Exception failure) when (DatabaseUnavailable.Explains(failure) || Refuses(failure))
        {
            var key = app.Services.GetRequiredService<AllSettings>().Postgres is null ? "Messenger:DataPath" : "ConnectionStrings:Postgres";
            throw new WrongSetting(key, $"leads to a database that cannot be used: {failure.GetBaseException().Message.TrimEnd('.')}", failure);
        }
    }

    // Before EF, which would put each failure into the log, and with more patience than while people wait. A database that is not there yet it makes.
    static async Task TryAsync(NpgsqlConnectionStringBuilder? given)
    {
        if (given is null)
        {
            return;
        }

        try
        {
            await using var once = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(given.ConnectionString) { Pooling = false }.ConnectionString);
            await once.OpenAsync();
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // EF's to say, if it may not make one.
        }
    }

    // 28: who logs in, 3D: no such database, 42501: too few rights. SQLITE_NOTADB (https://sqlite.org/rescode.html).
    static bool Refuses(Exception failure) => failure.GetBaseException() is PostgresException { SqlState: ['2', '8', ..] or ['3', 'D', ..] or "42501" } or SqliteException { SqliteErrorCode: 26 };
}
