using System.Collections.Concurrent;
using Messenger.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.E2E;

/// <summary>A messenger whose answers a story can hold up or lose: no browser lets a story do that to what its worker asks for.</summary>
public sealed class HeldServer : Server, IStartupFilter
{
    readonly ConcurrentDictionary<HttpContext, bool> lines = [];

    /// <summary>What is done with each request; the second is to answer it.</summary>
    public Func<HttpContext, Func<Task>, Task> Around { get; set; } = (_, answer) => answer();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (HttpContext http, RequestDelegate go) =>
        {
            if (IsLine(http))
            {
                lines.TryAdd(http, true);
            }

            try
            {
                await Around(http, () => go(http));
            }
            finally
            {
                lines.TryRemove(http, out _);
            }
        });
        next(app);
    };

    /// <summary>The lines of all pages are lost, and none comes up again until <see cref="Around"/> is something else.</summary>
    public void CutLines()
    {
        Around = (http, answer) =>
        {
            if (!IsLine(http))
            {
                return answer();
            }

            http.Abort();
            return Task.CompletedTask;
        };
        foreach (var line in lines.Keys)
        {
            line.Abort();
        }
    }

    /// <summary>All is done that was asked for, and nobody hears of it.</summary>
    public static async Task CutAsync(HttpContext http, Func<Task> answer)
    {
        http.Response.Body = Stream.Null;
        await answer();
        http.Abort();
    }

    /// <summary>As over a phone's bad line (slow 3G): 400 ms until anything comes, then 50 KB a second. A browser's own throttle does not reach its worker.</summary>
    public static async Task SlowlyAsync(HttpContext http, Func<Task> answer)
    {
        var line = http.Response.Body;
        using var body = new MemoryStream();
        http.Response.Body = body;
        await answer();
        await Task.Delay(400);
        foreach (var piece in body.ToArray().Chunk(5000))
        {
            await line.WriteAsync(piece);
            await line.FlushAsync();
            await Task.Delay(100);
        }
    }

    protected override void Add(IServiceCollection services) => services.AddSingleton<IStartupFilter>(this);

    static bool IsLine(HttpContext http) => http.Request.Path.StartsWithSegments("/hub");
}
