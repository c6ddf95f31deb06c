using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

/// <summary>Ten thousand silent programs are nothing but their connections.</summary>
[RunsOnce]
public sealed class HoldingLittle(HoldingLittle.WatchedServer lines) : IClassFixture<HoldingLittle.WatchedServer>
{
    public sealed class WatchedServer : Lines
    {
        public ConcurrentBag<WeakReference<HttpContext>> Requests { get; } = [];

        protected override void Add(IServiceCollection services) => services.AddSingleton<IStartupFilter>(new Watch(Requests));
    }

    sealed class Watch(ConcurrentBag<WeakReference<HttpContext>> requests) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(following => http =>
            {
                requests.Add(new WeakReference<HttpContext>(http));
                return following(http);
            });
            next(app);
        };
    }

    [Fact]
    public async Task An_open_socket_keeps_nothing_of_its_request()
    {
        await using var line = await lines.OpenAsync(lines.Ann);
        await line.SayAsync("""{"type":"ping"}""");
        await line.HearsAsync("pong");

        Assert.NotEmpty(lines.Requests);
        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            return lines.Requests.All(request => !request.TryGetTarget(out _));
        });

        await lines.SaysAsync(lines.Bob, await lines.DirectAsync(), "Still there?");
        await line.HearsAsync("new_message", data => data.GetProperty("content").GetString() == "Still there?");
    }
}
