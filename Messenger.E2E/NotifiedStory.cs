using System.Text.Json;
using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Stories of people whose browsers may notify them. No push service can be reached from here.</summary>
public abstract class NotifiedStory(ChromiumWithNotifications chromium, PushedServer server) : Story(chromium, server), IClassFixture<ChromiumWithNotifications>, IClassFixture<PushedServer>
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

    protected PushService Service => server.Service;

    protected async Task<(Person Person, SubscribedBrowser Device)> SomebodyWhoMayAsync(string name)
    {
        var device = Service.NewBrowser();
        var person = await WithAccountAsync(name, WithWorkerAndPermission());
        await person.Page.Context.AddInitScriptAsync($"{Subscribing}({JsonSerializer.Serialize(Held(device))})");
        await person.GoesToAsync("/");
        return (person, device);
    }

    protected async Task<(Person Ann, Person Bob, int Chat)> AnnAndBobsChatAsync()
    {
        var (ann, _) = await SomebodyWhoMayAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        return (ann, bob, await ChatAsync(ann, bob));
    }

    protected async Task TurnOnAsync(Person person)
    {
        await person.GoesToAsync("/settings/notifications");
        await person.Page.ClickAsync("#push-on");
        await Expect(person.Page.Locator("#push-state")).ToContainTextAsync("Notifications are on.");
        Assert.Equal(1, await SubscriptionsAsync(person));
    }

    protected Task<int> SubscriptionsAsync(Person person) => server.DoAsync((MessengerDb db) => Task.FromResult(db.PushSubscriptions.Count(one => one.UserId == person.Id)));

    protected static string Held(SubscribedBrowser device) => JsonSerializer.Serialize(new { endpoint = device.Endpoint, p256dh = device.Key, auth = device.Secret });

    static BrowserNewContextOptions WithWorkerAndPermission()
    {
        var options = WithWorker;
        options.Permissions = ["notifications"];
        return options;
    }
}
