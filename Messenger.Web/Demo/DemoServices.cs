namespace Messenger.Web;

/// <summary>The messenger's verbs beside the running messenger: each call at a time of its own, and nobody is told.</summary>
sealed class DemoServices : IAsyncDisposable
{
    readonly ServiceProvider services;

    public DemoServices(IConfiguration configuration, string contentRoot)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = contentRoot });
        builder.Configuration.AddConfiguration(configuration);
        builder.AddDatabase();
        builder.AddDomain();
        builder.AddSilentEvents();
        // A clock for each scope, so that chats can be at different times at once.
        builder.Services.AddScoped<SetClock>().AddScoped<TimeProvider>(scope => scope.GetRequiredService<SetClock>());
        services = builder.Services.BuildServiceProvider();
    }

    /// <summary>In a scope of its own, like a request.</summary>
    public async Task<T> DoAsync<TVerbs, T>(DateTimeOffset at, Func<TVerbs, Task<T>> verb)
        where TVerbs : notnull
    {
        await using var request = services.CreateAsyncScope();
        request.ServiceProvider.GetRequiredService<SetClock>().Now = at;
        return await verb(request.ServiceProvider.GetRequiredService<TVerbs>());
    }

    public Task DoAsync<TVerbs>(DateTimeOffset at, Func<TVerbs, Task> verb)
        where TVerbs : notnull => DoAsync(at, async (TVerbs verbs) =>
        {
            await verb(verbs);
            return true;
        });

    public ValueTask DisposeAsync() => services.DisposeAsync();

    sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
