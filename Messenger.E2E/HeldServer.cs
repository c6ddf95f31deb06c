using Messenger.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.E2E;

/// <summary>A messenger whose answers a story can hold up or lose: no browser lets a story do that to what its worker asks for.</summary>
public sealed class HeldServer : Server, IStartupFilter
{
    /// <summary>Done with each request before it is answered.</summary>
    public Func<HttpContext, Task> Before { get; set; } = _ => Task.CompletedTask;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (HttpContext http, RequestDelegate go) =>
        {
            await Before(http);
            await go(http);
        });
        next(app);
    };

    protected override void Add(IServiceCollection services) => services.AddSingleton<IStartupFilter>(this);
}
