using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messenger.Tests;

/// <summary>What came over the line: a fragment, its chat and the revision there.</summary>
public sealed record Heard(string Html, int Chat, long Revision);

/// <summary>The line of a page with JavaScript, opened with the browser's cookie and known to the server.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    readonly ConcurrentQueue<Heard> heard = new();
    readonly ConcurrentQueue<(int From, string Json)> signals = new();
    readonly TaskCompletionSource<Exception?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    OpenPage(Uri home, CookieContainer cookies, string? origin)
    {
        Line = new HubConnectionBuilder().WithUrl(new Uri(home, "hub"), options =>
        {
            options.Cookies = cookies;
            if (origin is not null)
            {
                options.Headers["Origin"] = origin;
            }
        }).Build();
        Line.On<string, int, long>("fragment", (html, chat, revision) => heard.Enqueue(new Heard(html, chat, revision)));
        Line.On<int, string>("signal", (from, json) => signals.Enqueue((from, json)));
        Line.Closed += failure =>
        {
            closed.TrySetResult(failure);
            return Task.CompletedTask;
        };
    }

    public HubConnection Line { get; }

    /// <summary>Everything heard so far, in its order.</summary>
    public IReadOnlyList<Heard> Heard => [.. heard];

    /// <summary>What other pages of a call have told this one.</summary>
    public IReadOnlyList<(int From, string Json)> Signals => [.. signals];

    /// <summary>Done when the line was closed.</summary>
    public Task Closed => closed.Task;

    public static async Task<OpenPage> OfAsync(Uri home, Browser browser, string? origin = null)
    {
        var page = new OpenPage(home, browser.Cookies, origin);
        try
        {
            await page.Line.StartAsync(TestContext.Current.CancellationToken);
            // The line is open for us a moment before the server counts us among those who are here.
            await page.StampAsync();
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first that holds this, waited for.</summary>
    public async Task<Heard> HearsAsync(string text)
    {
        await Eventually.TrueAsync(() => heard.Any(one => one.Html.Contains(text)),
            () => $"“{text}” was not heard, only:\n{string.Join("\n---\n", heard.Select(one => one.Html))}");
        return heard.First(one => one.Html.Contains(text));
    }

    public Task<long> BeatAsync(int chat, bool isActive = true) => Line.InvokeAsync<long>("Beat", chat, isActive, TestContext.Current.CancellationToken);

    public async Task<bool> LookAsync(int chat)
    {
        await Line.InvokeAsync("Look", chat, TestContext.Current.CancellationToken);
        return true;
    }

    public Task<long> StampAsync() => Line.InvokeAsync<long>("Stamp", TestContext.Current.CancellationToken);

    public async Task<bool> ShowsAsync(int person, string presence)
    {
        await Line.InvokeAsync("Shows", new Dictionary<int, string> { [person] = presence }, TestContext.Current.CancellationToken);
        return true;
    }

    public Task TypeAsync(int chat, bool isTyping = true) => Line.InvokeAsync("Type", chat, isTyping, TestContext.Current.CancellationToken);

    public async Task<bool> RenewAsync(int call, string party) => await VersionAsync(call, party) > 0;

    /// <summary>Of a call that this page is in; 0 when it is not.</summary>
    public Task<int> VersionAsync(int call, string party) => Line.InvokeAsync<int>("Renew", call, party, TestContext.Current.CancellationToken);

    public Task<bool> SignalAsync(int userId, string json) => Line.InvokeAsync<bool>("Signal", userId, json, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Line.DisposeAsync();
}
