using System.Text.RegularExpressions;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>A messenger that knows a push service of its own, where Ann and Bob talk.</summary>
public class PushedServer : Server, IAsyncLifetime
{
    static int count;

    public PushService Service { get; } = new();

    public LogCapture Heard { get; } = new();

    protected override IEnumerable<(string, string)> Settings => [("Push:Hosts", Service.Home.AbsoluteUri), ("Push:Contact", "mailto:admin@example.org")];

    protected override void Log(ILoggingBuilder log) => log.ClearProviders().AddProvider(Heard);

    /// <summary>A name that nobody has yet.</summary>
    public static string NewName(string name) => $"{name}{Interlocked.Increment(ref count)}";

    /// <summary>Ann, who writes, and Bob, whose browser is subscribed.</summary>
    public async Task<(int Ann, Browser Bob, int Chat, SubscribedBrowser Device)> TwoAsync(bool names = false, bool text = false, string language = "en")
    {
        using var ann = await RegisterAsync(NewName("ann"));
        var (bob, device, id) = await SubscribedAsync(NewName("bob"), language, names, text);
        var annsId = await IdAsync(ann);
        return (annsId, bob, await ChatAsync(annsId, id), device);
    }

    /// <summary>Somebody new, with a browser that is subscribed.</summary>
    public async Task<(Browser Browser, SubscribedBrowser Device, int Id)> SubscribedAsync(string name, string language = "en", bool names = false, bool text = false)
    {
        var browser = await RegisterAsync(name, language);
        return (browser, await SubscribeAsync(browser, names, text), await IdAsync(browser));
    }

    public async Task<SubscribedBrowser> SubscribeAsync(Browser browser, bool names = false, bool text = false)
    {
        var device = Service.NewBrowser();
        Assert.Equal("/settings/notifications?saved=true", (await browser.ActAsync("/settings/notifications/device", device.Fields(names, text))).Path);
        return device;
    }

    public static async Task<int> IdAsync(Browser browser) => int.Parse(Regex.Match((await browser.OpenAsync("/settings")).Html, "data-me=\"(\\d+)\"").Groups[1].Value);

    public Task<MessageView> SaysAsync(int who, int chat, string text, int? replyTo = null) =>
        DoAsync((Messages messages) => messages.PostAsync(who, chat, text, replyTo: replyTo));

    public Task<int> ChatAsync(int one, int other) => DoAsync((Chats chats) => chats.DirectAsync(one, other));

    /// <summary>All jobs have waited long enough. One that is being done looks as if it waited for its next try; done twice, it would push twice.</summary>
    public async Task LetTimePassAsync()
    {
        await DoAsync((MessengerDb db) => db.WriteAsync(() => db.Jobs.Where(job => job.Attempts == 0).ExecuteUpdateAsync(row => row.SetProperty(job => job.DueAt, DateTimeOffset.UnixEpoch))));
        (await DoAsync((JobSignal signal) => Task.FromResult(signal))).Wake();
    }

    public Task<int> JobsAsync(params string[] kinds) => DoAsync((MessengerDb db) => db.Jobs.CountAsync(job => kinds.Contains(job.Kind)));

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
