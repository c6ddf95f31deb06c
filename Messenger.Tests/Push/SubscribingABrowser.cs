using System.Net;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class SubscribingABrowser(PushedServer server) : IClassFixture<PushedServer>
{
    const string Device = "/settings/notifications/device";

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/a", true)]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/a", true)]
    [InlineData("https://web.push.apple.com/a", true)]
    [InlineData("https://wns2-par02p.notify.windows.com/w/?token=a", true)]
    [InlineData("http://fcm.googleapis.com/fcm/send/a", false)]
    [InlineData("https://fcm.googleapis.com:8443/fcm/send/a", false)]
    [InlineData("https://user@fcm.googleapis.com/fcm/send/a", false)]
    [InlineData("https://fcm.googleapis.com.evil.example/a", false)]
    [InlineData("https://evilpush.apple.com.example/a", false)]
    [InlineData("https://127.0.0.1/a", false)]
    [InlineData("http://127.0.0.1:1/a", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("https://[::1]/a", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/push", false)]
    public async Task Is_believed_where_the_push_service_is_known(string endpoint, bool isTaken)
    {
        using var browser = await server.RegisterAsync($"p{Guid.NewGuid():N}"[..20]);
        var device = new SubscribedBrowser(endpoint);

        var page = await browser.ActAsync(Device, device.Fields());

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(isTaken, (await browser.OpenAsync("/settings/notifications")).Words.Contains("Notifications are on."));
    }

    [Theory]
    [InlineData("p256dh", "")]
    [InlineData("p256dh", "AAAA")]
    [InlineData("p256dh", "not base64 at all")]
    [InlineData("p256dh", "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("auth", "")]
    [InlineData("auth", "AAAA")]
    public async Task Is_refused_with_keys_that_nothing_can_be_closed_for(string field, string value)
    {
        using var browser = await server.RegisterAsync($"p{Guid.NewGuid():N}"[..20]);
        var fields = server.Service.NewBrowser().Fields().Select(one => one.Item1 == field ? (field, value) : one);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.ActAsync(Device, [.. fields])).Status);
    }

    [Fact]
    public async Task Takes_the_place_of_what_that_browser_had_whoever_had_it()
    {
        var (first, device, firstId) = await server.SubscribedAsync("first");
        using var second = await server.RegisterAsync("second");

        await second.ActAsync(Device, device.Fields());

        Assert.Contains("Notifications are off.", (await first.OpenAsync("/settings/notifications")).Words);
        Assert.Contains("Notifications are on.", (await second.OpenAsync("/settings/notifications")).Words);
        await server.SubscribeAsync(second);
        Assert.Equal((0, 1), (await CountAsync(firstId), await CountAsync(await PushedServer.IdAsync(second))));
        first.Dispose();
    }

    [Fact]
    public async Task Is_done_on_twenty_devices_and_the_next_takes_the_place_of_the_oldest()
    {
        using var first = await server.RegisterAsync("many");
        await server.SubscribeAsync(first);
        for (var i = 1; i <= PushSubscriptions.Limit; i++)
        {
            using var next = await server.LogInAsync("many");
            await server.SubscribeAsync(next);
        }

        Assert.Equal(PushSubscriptions.Limit, await CountAsync(await PushedServer.IdAsync(first)));
        Assert.Contains("Notifications are off.", (await first.OpenAsync("/settings/notifications")).Words);
    }

    [Fact]
    public async Task Chooses_what_is_shown_and_turns_it_off_without_a_script()
    {
        var (browser, _, id) = await server.SubscribedAsync("chooser");
        await browser.OpenAsync("/settings/notifications");

        var page = await browser.SubmitAsync(Device, ("names", "true"));

        Assert.Contains("Saved.", page.Words);
        Assert.Equal(("true", null), (page.FindForm(Device)["names"], page.FindForm(Device)["text"]));
        Assert.Contains("Notifications are off.", (await browser.ActAsync("/settings/notifications/off")).Words);
        Assert.Equal(0, await CountAsync(id));
        browser.Dispose();
    }

    [Theory]
    [InlineData("22:00", "07:00", true)]
    [InlineData("", "", true)]
    [InlineData("22:00", "22:00", false)]
    [InlineData("22:00", "", false)]
    [InlineData("25:00", "07:00", false)]
    [InlineData("late", "early", false)]
    public async Task Keeps_quiet_hours_that_make_sense(string from, string to, bool isKept)
    {
        using var browser = await server.RegisterAsync($"q{Guid.NewGuid():N}"[..20]);
        await browser.OpenAsync("/settings/notifications");

        var page = await browser.SubmitAsync("/settings/notifications", ("quiet_from", from), ("quiet_to", to));

        Assert.Equal(isKept ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal((from, to), (page.FindForm("/settings/notifications")["quiet_from"], page.FindForm("/settings/notifications")["quiet_to"]));
        await browser.OpenAsync("/settings");
        await browser.SubmitAsync("Use this look", ("theme", "dark"));
        var kept = (await browser.OpenAsync("/settings/notifications")).FindForm("/settings/notifications");
        Assert.Equal(isKept ? (from, to) : ("", ""), (kept["quiet_from"], kept["quiet_to"]));
    }

    Task<int> CountAsync(int user) => server.DoAsync((MessengerDb db) => db.PushSubscriptions.CountAsync(one => one.UserId == user));
}
