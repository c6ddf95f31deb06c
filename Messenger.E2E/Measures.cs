using System.Collections.Concurrent;
using System.Diagnostics;
using Messenger.Tests;
using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>What a person waits for. Bytes and requests are bounded; how long it takes is the machine's too, and is printed.</summary>
public sealed class Measures(Chromium chromium, HeldServer server, ITestOutputHelper output) : Story(chromium, server), IClassFixture<HeldServer>
{
    const int MostBytes = 50_000, Times = 40;

    // After so long the worker shows what it has kept: on any machine that is more than whoever waits for nothing needs.
    const int Patience = 3000;

    [Fact]
    public async Task The_first_visit_of_a_chat_with_fifty_messages_is_light()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var chat = int.Parse(ann.Page.Url.Split('/')[^1]);
        await FillAsync(ann, chat, 50);
        var fresh = await AnotherDeviceAsync(bob);
        // What he reads on this one changes the list on the other, which then asks for it once more.
        await bob.Page.UntilAsync("() => document.querySelector('.chat-row .badge').hidden");
        await bob.Page.CloseAsync();
        var devtools = await fresh.Page.Context.NewCDPSessionAsync(fresh.Page);
        await devtools.SendAsync("Network.enable");
        await devtools.SendAsync("Network.clearBrowserCache");
        Dictionary<string, double> bytes = [];
        Dictionary<string, string> urls = [];
        devtools.Event("Network.requestWillBeSent").OnEvent += (_, e) => urls[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("request").GetProperty("url").GetString()!;
        devtools.Event("Network.loadingFinished").OnEvent += (_, e) => bytes[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("encodedDataLength").GetDouble();

        await fresh.Page.GotoAsync($"/chats/{chat}", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await fresh.IsLiveAsync();

        foreach (var (id, url) in urls)
        {
            output.WriteLine($"{bytes.GetValueOrDefault(id),8} {new Uri(url).PathAndQuery}");
        }

        // Not what the page before had asked for.
        var all = urls.Keys.Sum(id => bytes.GetValueOrDefault(id));
        output.WriteLine($"{all,8} bytes in all, headers included");
        Assert.All(urls.Values, url => Assert.Equal("localhost", new Uri(url).Host));
        Assert.InRange(urls.Count, 6, 12);
        Assert.InRange(all, 10_000, MostBytes);
    }

    [Fact]
    public async Task From_the_key_press_to_the_other_persons_screen_it_is_one_request_and_one_push()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ConcurrentQueue<IRequest> anns = [], bobs = [];
        ann.Page.Request += (_, request) => anns.Enqueue(request);
        bob.Page.Request += (_, request) => bobs.Enqueue(request);
        List<double> times = [];
        for (var n = 0; n < Times; n++)
        {
            await ann.Page.FillAsync("#text", $"number {n}.");
            var started = Stopwatch.GetTimestamp();
            await ann.Page.PressAsync("#text", "Enter");
            await bob.Page.UntilAsync("text => document.getElementById('messages').textContent.includes(text)", $"number {n}.");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var median = times.Skip(10).Order().ElementAt(15);
        output.WriteLine($"key press to the other screen: median {median:F0} ms, slowest {times.Skip(10).Max():F0} ms");
        // There once, and on the other screen with what was pushed: nobody asks for anything more, but for the module that comes with the first key.
        Assert.Equal(Times, anns.Count(request => request.Method == "POST" && request.Url == ann.Page.Url));
        // A slow page may hear of it with its beat first, and asks what there is.
        Assert.DoesNotContain(anns.Concat(bobs), request => request.Method == "GET" && !request.Url.Contains("/lib/drafts.") && !request.Url.Contains("/changes?after="));
    }

    /// <summary>The best of three: the machine may be slow, the messenger not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_visit_waits_for_nothing_but_its_page_and_without_a_line_for_nothing(bool isOffline)
    {
        var (ann, bob) = (await SomebodyAsync("Ann", WithWorker), await SomebodyAsync("Bob"));
        ann.Expects(ReadingOffline.LineErrors);
        var chat = await ChatAsync(ann, bob);
        await FillAsync(ann, chat, 50);
        await ann.GoesToAsync(chat);
        await ann.KeepsAsync($"/chats/{chat}");
        await ann.KeepsAsync("/");
        await ann.ReloadsAsync();
        await ann.IsLiveAsync();
        ConcurrentQueue<string> asked = [];
        server.Around = (http, answer) =>
        {
            asked.Enqueue(http.Request.Path);
            return http.Request.Path.StartsWithSegments("/hub") ? answer() : HeldServer.SlowlyAsync(http, answer);
        };
        await ann.Page.Context.SetOfflineAsync(isOffline);
        List<double> times = [];
        for (var n = 0; n < 3; n++)
        {
            await ann.GoesToAsync(isOffline ? "/" : $"/chats/{chat}");
            await ann.Page.Locator(isOffline ? ".chat-row" : "#messages > .message").First.WaitForAsync();
            times.Add(await ann.Page.EvaluateAsync<double>("""
                () => new Promise(done => new PerformanceObserver(all => done(all.getEntries()[0].startTime)).observe({ type: 'paint', buffered: true }))
                """));
        }

        server.Around = (_, answer) => answer();
        output.WriteLine($"{(isOffline ? "offline, to the list" : "slow 3G, to the text")}: {string.Join(", ", times.Order().Select(time => $"{time:F0} ms"))}");
        Assert.DoesNotContain(asked, path => path.StartsWith("/lib/") || path.EndsWith(".svg") || path.StartsWith("/me/"));
        Assert.InRange(times.Min(), 0, Patience - 1);
    }
}
