using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>How they are turned on and off there, and that they go with the session.</summary>
public sealed class NotificationsOnADevice(ChromiumWithNotifications chromium, PushedServer server) : NotifiedStory(chromium, server)
{
    [Fact]
    public async Task Are_turned_on_tried_out_and_turned_off_by_a_click()
    {
        var (ann, device) = await SomebodyWhoMayAsync("Ann");
        await ann.GoesToAsync("/settings");
        await ann.Page.ClickAsync("a[href='/settings/notifications']");

        await ann.Page.ClickAsync("text=Turn on");
        await Expect(ann.Page.Locator("#push-state")).ToContainTextAsync("Notifications are on.");

        await ann.SubmitAsync("text=Send a test");
        await Expect(ann.Page.Locator("main .notice")).ToContainTextAsync("Sent.");
        Assert.Equal("Notifications arrive on this device.", (await Service.TakesAsync(device)).Title);

        await ann.Page.CheckAsync("[name=names]");
        await ann.SubmitAsync("#push-shows button");
        await Expect(ann.Page.Locator("[name=names]")).ToBeCheckedAsync();

        await ann.SubmitAsync("#push-off");
        await Expect(ann.Page.Locator("#push-state")).ToContainTextAsync("Notifications are off.");
        Assert.Null(await ann.Page.EvaluateAsync<string?>("localStorage.getItem('held')"));
    }

    [Fact]
    public async Task Follow_a_browser_that_is_reached_by_another_address()
    {
        var (ann, before) = await SomebodyWhoMayAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await TurnOnAsync(ann);
        var after = Service.NewBrowser();
        await ann.Page.EvaluateAsync("held => { localStorage.setItem('held', held); localStorage.setItem('next', held) }", Held(after));

        await ann.GoesToAsync("/");
        await Eventually.TrueAsync(() => Server.DoAsync((MessengerDb db) => db.PushSubscriptions.AnyAsync(one => one.Endpoint == after.Endpoint)));
        await SaysAsync(bob, chat, "Hello");

        await Service.TakesAsync(after);
        Assert.Empty(Service.Of(before));
    }

    [Fact]
    public async Task Come_back_with_the_same_person_after_a_session_was_ended_elsewhere_and_not_with_another()
    {
        var (ann, _) = await SomebodyWhoMayAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        await TurnOnAsync(ann);
        var desk = await AnotherDeviceAsync(ann);
        await desk.EndsOtherSessionsAsync();
        ann.Expects("401|WebSocket|status of 401");

        await ann.LogInAsync();
        await Eventually.TrueAsync(async () => await SubscriptionsAsync(ann) == 1);

        await desk.EndsOtherSessionsAsync();
        await ann.Page.GotoAsync("/account/login");
        await ann.Page.FillAsync("[name=email]", bob.Username);
        await ann.Page.FillAsync("[name=password]", Server.Password);
        await ann.SubmitAsync("form[action^='/account/login'] button");
        await ann.Page.UntilAsync("() => localStorage.getItem('held') === null");
        Assert.Equal((0, 0), (await SubscriptionsAsync(ann), await SubscriptionsAsync(bob)));
    }

    [Fact]
    public async Task End_with_logging_out()
    {
        var (ann, _) = await SomebodyWhoMayAsync("Ann");
        await TurnOnAsync(ann);
        ann.Expects("status of 401|WebSocket.*Authentication failed");

        await ann.GoesToAsync("/settings");
        await ann.IsLiveAsync();
        await ann.SubmitAsync("form[action='/account/logout'] button");

        Assert.Equal(0, await SubscriptionsAsync(ann));
        Assert.Null(await ann.Page.EvaluateAsync<string?>("localStorage.getItem('push')"));
    }

    [Fact]
    public async Task Say_what_keeps_them_from_coming()
    {
        var denied = await NewPersonAsync("Ann");
        await denied.Page.Context.GrantPermissionsAsync([]);
        await denied.Page.AddInitScriptAsync("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })");
        await SeesAsync(denied, "Your browser does not allow them.");

        var phone = await NewPersonAsync("Pia", new BrowserNewContextOptions { UserAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)" });
        await phone.Page.AddInitScriptAsync("delete window.PushManager");
        await SeesAsync(phone, "Add to Home Screen");

        var plain = await NewPersonAsync("Max");
        await plain.Page.AddInitScriptAsync("Object.defineProperty(window, 'isSecureContext', { value: false })");
        await SeesAsync(plain, "only on pages that come by https");

        var none = await NewPersonAsync("Nils");
        await none.Page.AddInitScriptAsync("delete window.PushManager");
        await SeesAsync(none, "This browser has no notifications.");

        static async Task SeesAsync(Person person, string sentence)
        {
            await person.GoesToAsync("/settings/notifications");
            await Expect(person.Page.Locator("#push-state p:visible")).ToContainTextAsync(sentence);
            await Expect(person.Page.Locator("#push-on")).ToBeHiddenAsync();
        }
    }

    [Fact]
    public async Task Are_chosen_without_a_script()
    {
        var ann = await SomebodyAsync("Ann", WithoutJavaScript);
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        await ann.GoesToAsync("/settings/notifications");
        await Expect(ann.Page.Locator("#push-state noscript p")).ToBeVisibleAsync();
        await ann.Page.FillAsync("[name=quiet_from]", "22:30");
        await ann.Page.FillAsync("[name=quiet_to]", "07:00");
        await ann.SubmitAsync("text=Save");
        await Expect(ann.Page.Locator("[name=quiet_from]")).ToHaveValueAsync("22:30");

        await ann.GoesToAsync($"/chats/{chat}");
        await ann.Page.ClickAsync(".bar .menu summary");
        await ann.Page.ClickAsync(".bar .menu a:has-text('Notifications')");
        await ann.Page.CheckAsync("[name=level][value=mentions]");
        await ann.Page.CheckAsync("[name=mute][value='8']");
        await ann.SubmitAsync("main form button");

        await Expect(ann.Page.Locator("[name=level][value=mentions]")).ToBeCheckedAsync();
        await Expect(ann.Page.Locator("label:has([name=mute]:checked)")).ToContainTextAsync(new Regex("muted until .*20\\d\\d"));
    }
}
