using System.Text.Json;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What is shown on a device, and how that is turned on. No push service can be reached from here: the browser's tools hand over what one would.</summary>
public sealed class Notifications(ChromiumWithNotifications chromium, PushedServer server) : Story(chromium, server), IClassFixture<ChromiumWithNotifications>, IClassFixture<PushedServer>
{
    /// <summary>In the place of what a browser gets from its push service. The address is kept where a story can change it.</summary>
    const string Subscribing = """
        (first => {
          let held = localStorage.getItem('held')
          PushManager.prototype.getSubscription = async () => held && make()
          PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
            localStorage.setItem('held', held = localStorage.getItem('next') ?? first)
            localStorage.setItem('key', applicationServerKey)
            return make()
          }
          const make = () => {
            const { endpoint, p256dh, auth } = JSON.parse(held)
            const key = Uint8Array.from(atob(localStorage.getItem('key').replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))
            return {
              endpoint, options: { userVisibleOnly: true, applicationServerKey: key.buffer }, toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
              unsubscribe: async () => { localStorage.removeItem('held'); held = null; return true },
            }
          }
        })
        """;

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
        Assert.Equal("Notifications arrive on this device.", (await server.Service.TakesAsync(device)).Title);

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
        var after = server.Service.NewBrowser();
        await ann.Page.EvaluateAsync("held => { localStorage.setItem('held', held); localStorage.setItem('next', held) }", Held(after));

        await ann.GoesToAsync("/");
        await ann.IsLiveAsync();
        await SaysAsync(bob, chat, "Hello");

        await server.Service.TakesAsync(after);
        Assert.Empty(server.Service.Of(before));
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
    public async Task Say_that_there_is_something_and_no_more()
    {
        var (ann, bob, chat) = await AnnAndBobsChatAsync();
        await SaysAsync(bob, chat, "The tide is at six");

        await PushAsync(ann, chat, "New message", ask: null);

        Assert.Equal([("New message", "", $"chat-{chat}")], await ShownAsync(ann, 1));
    }

    [Fact]
    public async Task Say_who_writes_what_on_a_device_that_shows_it_and_the_plain_line_when_that_is_not_to_be_had()
    {
        var (ann, bob, chat) = await AnnAndBobsChatAsync();
        await TurnOnAsync(ann);
        await ann.GoesToAsync("/settings/notifications");
        await ann.Page.CheckAsync("[name=names]");
        await ann.Page.CheckAsync("[name=text]");
        await ann.SubmitAsync("#push-shows button");
        await SaysAsync(bob, chat, "The *tide* is at six");

        await PushAsync(ann, chat, "New message", ask: $"/push/chats/{chat}");
        Assert.Equal([(bob.Name, "The tide is at six", $"chat-{chat}")], await ShownAsync(ann, 1));

        await PushAsync(ann, 999, "New message", ask: "/push/chats/999");
        Assert.Contains(("New message", "", "chat-999"), await ShownAsync(ann, 2));
    }

    [Fact]
    public async Task Are_replaced_by_the_next_of_the_same_chat_and_taken_away_when_it_is_read()
    {
        var (ann, bob, chat) = await AnnAndBobsChatAsync();
        await PushAsync(ann, chat, "New message", ask: null);
        await ShownAsync(ann, 1);
        await PushAsync(ann, chat, "2 new messages", ask: null);
        await Eventually.TrueAsync(async () => (await ShownAsync(ann, 1)) is [("2 new messages", _, _)]);
        await TurnOnAsync(ann);

        await ann.GoesToAsync(chat);

        await Eventually.TrueAsync(async () => (await ShownAsync(ann, 0)).Length == 0);
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

    [Fact]
    public async Task Sound_in_one_tab_for_a_chat_that_nobody_looks_at()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var eve = await SomebodyAsync("Eve");
        var kim = await SomebodyAsync("Kim");
        var (open, other, muted) = (await ChatAsync(ann, bob), await ChatAsync(ann, eve), await GroupAsync("Hikers", eve, ann));
        foreach (var chat in new[] { open, other, muted })
        {
            await SaysAsync(chat == open ? bob : eve, chat, "Before");
        }

        var mine = await SaysAsync(ann, muted, "Who comes along?");
        await Server.DoAsync(async (PersonalChatSettings settings) =>
        {
            await settings.MuteAsync(ann.Id, muted, true);
            return true;
        });
        var common = await GroupAsync("Climbers", kim, ann);
        await Server.DoAsync(async (Blocks blocks) =>
        {
            await blocks.BlockAsync(ann.Id, kim.Id);
            return true;
        });
        await ann.GoesToAsync("/settings/notifications");
        await ann.Page.CheckAsync("[name=sound]");
        await ann.SubmitAsync("form[action='/settings/notifications'] button");
        await ann.GoesToAsync(open);
        await ann.Page.ClickAsync("#text");
        await ann.Page.UntilAsync("() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/lib/sound.js'))");

        await SaysAsync(eve, muted, "Nobody hears this");
        await SaysAsync(kim, common, "Nor this");
        await SaysAsync(bob, open, "Seen at once");
        await ann.SeesAsync("Seen at once");
        await SaysAsync(eve, other, "Heard");

        await Expect(ann.Page.Locator("html")).ToHaveAttributeAsync("data-sounded", "1");
        await Expect(ann.Page).ToHaveTitleAsync(new Regex(@"^\(3\)"));

        // What answers me passes through, as the hint on the page says.
        await Server.DoAsync((Messages messages) => messages.PostAsync(eve.Id, muted, "I do", replyTo: mine.Id));
        await Expect(ann.Page.Locator("html")).ToHaveAttributeAsync("data-sounded", "2");
    }

    async Task<(Person Person, SubscribedBrowser Device)> SomebodyWhoMayAsync(string name)
    {
        var device = server.Service.NewBrowser();
        var person = await SomebodyAsync(name, WithWorkerAndPermission());
        await person.Page.Context.AddInitScriptAsync($"{Subscribing}({JsonSerializer.Serialize(Held(device))})");
        await person.GoesToAsync("/");
        return (person, device);
    }

    async Task<(Person Ann, Person Bob, int Chat)> AnnAndBobsChatAsync()
    {
        var (ann, _) = await SomebodyWhoMayAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        return (ann, bob, await ChatAsync(ann, bob));
    }

    static BrowserNewContextOptions WithWorkerAndPermission()
    {
        var options = WithWorker;
        options.Permissions = ["notifications"];
        return options;
    }

    async Task TurnOnAsync(Person person)
    {
        await person.GoesToAsync("/settings/notifications");
        await person.Page.ClickAsync("#push-on");
        await Expect(person.Page.Locator("#push-state")).ToContainTextAsync("Notifications are on.");
        Assert.Equal(1, await SubscriptionsAsync(person));
    }

    /// <summary>As the browser gets it from its push service.</summary>
    static async Task PushAsync(Person person, int chat, string title, string? ask)
    {
        await person.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        var tools = await person.Page.Context.NewCDPSessionAsync(person.Page);
        var known = new TaskCompletionSource<string>();
        tools.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, told) =>
        {
            foreach (var one in told!.Value.GetProperty("registrations").EnumerateArray().Where(one => !one.GetProperty("isDeleted").GetBoolean()))
            {
                known.TrySetResult(one.GetProperty("registrationId").GetString()!);
            }
        };
        await tools.SendAsync("ServiceWorker.enable");
        var origin = new Uri(person.Page.Url).GetLeftPart(UriPartial.Authority);
        var notification = new
        {
            title, tag = $"chat-{chat}", lang = "en", dir = "auto", renotify = true, silent = false, requireInteraction = false, navigate = $"{origin}/chats/{chat}",
            data = new { navigate = $"{origin}/chats/{chat}", ask },
        };
        await tools.SendAsync("ServiceWorker.deliverPushMessage", new Dictionary<string, object>
        {
            ["origin"] = origin, ["registrationId"] = await known.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken),
            ["data"] = JsonSerializer.Serialize(new { web_push = 8030, notification }),
        });
        await tools.DetachAsync();
    }

    /// <summary>At least so many, waited for.</summary>
    static async Task<(string Title, string Body, string Tag)[]> ShownAsync(Person person, int count)
    {
        (string, string, string)[] shown = [];
        await Eventually.TrueAsync(async () =>
        {
            var all = await person.Page.EvaluateAsync<string[][]>("""
                async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => [title, body, tag])
                """);
            shown = [.. all.Select(one => (one[0], one[1], one[2]))];
            return shown.Length >= count;
        });
        return shown;
    }

    Task<int> SubscriptionsAsync(Person person) => server.DoAsync((MessengerDb db) => Task.FromResult(db.PushSubscriptions.Count(one => one.UserId == person.Id)));

    static string Held(SubscribedBrowser device) => JsonSerializer.Serialize(new { endpoint = device.Endpoint, p256dh = device.Key, auth = device.Secret });
}
