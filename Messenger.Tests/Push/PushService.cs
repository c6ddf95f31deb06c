using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Messenger.Tests;

/// <summary>What a push service was given.</summary>
public sealed record GivenPush(SubscribedBrowser To, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Text => To.Open(Body);

    public JsonElement Notification => Text.GetProperty("notification");

    public string Title => Notification.GetProperty("title").GetString()!;

    public string Tag => Notification.GetProperty("tag").GetString()!;
}

/// <summary>A push service (RFC 8030) on a port of its own: keeps what it is given, and refuses or hangs when it is told to.</summary>
public sealed class PushService : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ConcurrentDictionary<string, SubscribedBrowser> browsers = new();
    readonly ConcurrentDictionary<string, ConcurrentQueue<(int, string)>> answers = new();
    readonly ConcurrentQueue<GivenPush> given = new();
    readonly TaskCompletionSource end = new();
    int count;

    public PushService()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(TakeAsync);
        app.StartAsync().GetAwaiter().GetResult();
        Home = new Uri(app.Urls.Single());
    }

    public Uri Home { get; }

    public IReadOnlyList<GivenPush> Given => [.. given];

    /// <summary>Takes calls and says nothing.</summary>
    public bool IsHanging { get; set; }

    public int Tries { get; private set; }

    public SubscribedBrowser NewBrowser()
    {
        var path = $"/to/{Interlocked.Increment(ref count)}";
        return browsers[path] = new SubscribedBrowser(new Uri(Home, path).AbsoluteUri);
    }

    /// <summary>What a browser's next push is answered with, in the place of 201.</summary>
    public void Answer(SubscribedBrowser browser, int status, string reason = "") =>
        answers.GetOrAdd(new Uri(browser.Endpoint).AbsolutePath, _ => []).Enqueue((status, reason));

    public IReadOnlyList<GivenPush> Of(SubscribedBrowser browser) => [.. given.Where(one => one.To == browser)];

    /// <summary>So many to a browser, waited for.</summary>
    public async Task<GivenPush> TakesAsync(SubscribedBrowser browser, int nth = 1)
    {
        await Eventually.TrueAsync(() => Of(browser).Count >= nth, () => $"Only {Of(browser).Count} of {nth} came.");
        return Of(browser)[nth - 1];
    }

    public async ValueTask DisposeAsync()
    {
        end.SetResult();
        await app.DisposeAsync();
    }

    async Task TakeAsync(HttpContext http)
    {
        Tries++;
        if (IsHanging)
        {
            await end.Task.WaitAsync(http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (answers.TryGetValue(http.Request.Path, out var queue) && queue.TryDequeue(out var answer))
        {
            (http.Response.StatusCode, var reason) = answer;
            if (answer.Item1 is 307)
            {
                http.Response.Headers.Location = "/to/elsewhere";
            }

            await http.Response.WriteAsync(reason, http.RequestAborted);
            return;
        }

        given.Enqueue(new GivenPush(browsers[http.Request.Path], http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()), body.ToArray()));
        http.Response.StatusCode = StatusCodes.Status201Created;
    }
}
