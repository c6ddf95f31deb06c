using Messenger.Domain;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Messenger.Tests;

/// <summary>
/// The real messenger on a real port with a database of its own, on either database. Share one in a class with
/// IClassFixture&lt;Server&gt;; what a class wants otherwise it says in a subclass.
/// </summary>
public class Server : IAsyncLifetime
{
    public const string Password = "three ordinary words";

    WebApplicationFactory<Program>? app;
    Database? database;
    CuttingProxy? line;

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Home => app!.ClientOptions.BaseAddress;

    /// <summary>Where it keeps its things.</summary>
    public string Folder => database!.Folder;

    /// <summary>Configuration beyond the defaults, such as ("Messenger:Registration", "closed"). Nobody is throttled unless asked for.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Settings => [];

    /// <summary>Migrated, and nobody in it.</summary>
    protected virtual Task<Database> MakeDatabaseAsync() => Databases.EmptyAsync();

    /// <summary>Silent, unless a class listens.</summary>
    protected virtual void Log(ILoggingBuilder log) => log.ClearProviders();

    /// <summary>What else is to be there, or there instead.</summary>
    protected virtual void Add(IServiceCollection services)
    {
    }

    public async ValueTask InitializeAsync()
    {
        database = await MakeDatabaseAsync();
        line = Lay(database.Postgres);
        app = Start(database);
    }

    /// <summary>Stopped and started anew, at the same address.</summary>
    public async Task RestartAsync()
    {
        var port = Home.Port;
        await app!.DisposeAsync();
        app = Start(database!, port);
    }

    /// <param name="port">0: one that is free.</param>
    WebApplicationFactory<Program> Start(Database database, int port = 0)
    {
        var started = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Production");
            web.UseUrls($"http://127.0.0.1:{port}");
            web.UseSetting("Messenger:DataPath", database.Folder);
            web.UseSetting("ConnectionStrings:Postgres", Through(line, database.Postgres));
            web.UseSetting("Messenger:RateLimits", "off");
            web.ConfigureLogging(Log);
            // A hundredth of what it is, as many tests begin with an account; HashingPasswords asks what it is.
            web.ConfigureServices(services => services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000));
            web.ConfigureServices(services => Databases.WritePatiently(services, database));
            web.ConfigureServices(Add);
            foreach (var (key, value) in Settings)
            {
                web.UseSetting(key, value);
            }
        });
        started.UseKestrel();
        started.StartServer();
        return started;
    }

    /// <summary>The same messenger started once more beside this one, on the same database: it has nothing in its caches.</summary>
    public async Task<T> BesideAsync<T>(Func<Uri, Task<T>> ask)
    {
        await using var beside = Start(database!);
        return await ask(beside.ClientOptions.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        // What was not made has failed already, and is not to be hidden.
        await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (line?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (database is not null)
        {
            Databases.GiveBack(database);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A browser nobody has used yet.</summary>
    public Browser OpenBrowser(string language = "en") => new(Home, language);

    /// <summary>A browser in which somebody has just made an account with <see cref="Password"/>.</summary>
    public async Task<Browser> RegisterAsync(string username, string language = "en")
    {
        var browser = OpenBrowser(language);
        await browser.OpenAsync("/account/register");
        var home = await browser.SubmitAsync("/account/register", ("username", username), ("email", $"{username}@example.org"), ("password", Password));
        Assert.Equal("/", home.Path);
        return browser;
    }

    /// <summary>Another browser of somebody who has an account.</summary>
    public async Task<Browser> LogInAsync(string username, string language = "en")
    {
        var browser = OpenBrowser(language);
        await browser.OpenAsync("/account/login");
        var home = await browser.SubmitAsync("/account/login", ("email", username), ("password", Password));
        Assert.Equal("/", home.Path);
        return browser;
    }

    /// <summary>A verb without a door, for what a test needs but is not about.</summary>
    public async Task<T> DoAsync<TVerbs, T>(Func<TVerbs, Task<T>> verb)
        where TVerbs : notnull
    {
        await using var request = app!.Services.CreateAsyncScope();
        return await verb(request.ServiceProvider.GetRequiredService<TVerbs>());
    }

    /// <summary>From now on the database cannot be reached.</summary>
    public void LoseDatabase()
    {
        if (line is not null)
        {
            line.Refuse = true;
            line.CutAll();
            return;
        }

        File.Move(SqliteFile, SqliteFile + ".away");
        // A folder cannot be opened as a file, and no new one is made.
        Directory.CreateDirectory(SqliteFile);
        // Afterwards, or one that is opened in between keeps the file.
        SqliteConnection.ClearAllPools();
        app!.Services.GetRequiredService<SqliteLookups>().Dispose();
    }

    public void FindDatabaseAgain()
    {
        if (line is not null)
        {
            line.Refuse = false;
            return;
        }

        Directory.Delete(SqliteFile);
        File.Move(SqliteFile + ".away", SqliteFile);
    }

    string SqliteFile => Path.Combine(database!.Folder, "messenger.db");

    static CuttingProxy? Lay(string? postgres) =>
        postgres is null ? null : new CuttingProxy("127.0.0.1", new NpgsqlConnectionStringBuilder(postgres).Port);

    static string? Through(CuttingProxy? line, string? postgres) =>
        line is null ? "" : Databases.Patiently(new NpgsqlConnectionStringBuilder(postgres) { Port = line.Port }.ConnectionString);
}
