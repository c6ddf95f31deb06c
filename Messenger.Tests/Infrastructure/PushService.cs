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
    const int Silence = 0;

    readonly WebApplication app;
    readonly ConcurrentDictionary<string, SubscribedBrowser> browsers = new();
    readonly ConcurrentDictionary<string, ConcurrentQueue<(int, string)>> answers = new();
    readonly ConcurrentQueue<GivenPush> given = new();
    readonly TaskCompletionSource end = new();
    int count, tries;

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

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Delay { get; set; }

    public int Tries => tries;

    public SubscribedBrowser NewBrowser()
    {
        var path = $"/to/{Interlocked.Increment(ref count)}";
        return browsers[path] = new SubscribedBrowser(new Uri(Home, path).AbsoluteUri);
    }

    /// <summary>What a browser's next push is answered with, in the place of 201.</summary>
    public void Answer(SubscribedBrowser browser, int status, string reason = "") =>
        answers.GetOrAdd(new Uri(browser.Endpoint).AbsolutePath, _ => []).Enqueue((status, reason));

    /// <summary>Says nothing to the next push to a browser.</summary>
    public void Hang(SubscribedBrowser browser) => Answer(browser, Silence);

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
        Interlocked.Increment(ref tries);
        await Task.Delay(Delay, http.RequestAborted);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (answers.TryGetValue(http.Request.Path, out var queue) && queue.TryDequeue(out var answer))
        {
            if (answer.Item1 is Silence)
            {
                await end.Task.WaitAsync(http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }

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
