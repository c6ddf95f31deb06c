using Messenger.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.E2E;

/// <summary>A messenger whose answers a story can hold up or lose: no browser lets a story do that to what its worker asks for.</summary>
public sealed class HeldServer : Server, IStartupFilter
{
    /// <summary>What is done with each request; the second is to answer it.</summary>
    public Func<HttpContext, Func<Task>, Task> Around { get; set; } = (_, answer) => answer();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((HttpContext http, RequestDelegate go) => Around(http, () => go(http)));
        next(app);
    };

    /// <summary>All is done that was asked for, and nobody hears of it.</summary>
    public static async Task CutAsync(HttpContext http, Func<Task> answer)
    {
        http.Response.Body = Stream.Null;
        await answer();
        http.Abort();
    }

    protected override void Add(IServiceCollection services) => services.AddSingleton<IStartupFilter>(this);
}
