using Messenger.Domain;
using Messenger.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>The messenger's services as the Web composes them, without a server: a clock that is set, a bus that remembers.</summary>
public sealed class TestServices : IAsyncDisposable
{
    readonly ServiceProvider services;

    /// <param name="isQuick">Passwords are hashed a hundredth as often as they are, since nearly every test makes accounts; HashingPasswords asks how often that is.</param>
    /// <param name="isPatient">Whether the database may take longer to answer than anybody waits for it.</param>
    public TestServices(Database database, IEnumerable<(string Key, string Value)>? settings = null, bool isQuick = true, bool isPatient = true)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = database.Folder });
        builder.Configuration["Messenger:DataPath"] = database.Folder;
        builder.Configuration["ConnectionStrings:Postgres"] = isPatient || database.Postgres is null ? Databases.Patiently(database.Postgres) : $"{database.Postgres};Timeout=30";
        foreach (var (key, value) in settings ?? [])
        {
            builder.Configuration[key] = value;
        }

        builder.AddDatabase();
        if (isPatient)
        {
            Databases.WritePatiently(builder.Services, database);
        }

        builder.AddDomain();
        builder.AddInProcessEvents();
        builder.AddFileStore();
        builder.AddBackups();
        if (isQuick)
        {
            builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);
        }

        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton<IEventBus>(Bus);
        services = builder.Services.BuildServiceProvider(validateScopes: true);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public RecordingBus Bus { get; } = new();

    /// <summary>Each in a scope of its own, like a request.</summary>
    public async Task<T> DoAsync<TVerbs, T>(Func<TVerbs, Task<T>> verb)
        where TVerbs : notnull
    {
        await using var request = services.CreateAsyncScope();
        return await verb(request.ServiceProvider.GetRequiredService<TVerbs>());
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
