using System.Text.Json;
using Messenger.Tests;

namespace Messenger.E2E;

/// <summary>What is shown on a device. The browser's tools hand over what a push service would.</summary>
public sealed class Notifications(ChromiumWithNotifications chromium, PushedServer server) : NotifiedStory(chromium, server)
{
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
        // After some seconds her worker would say the plain line, and a busy machine needs more for an answer.
        await ann.DoesInWorkerAsync("AbortSignal.timeout = () => new AbortController().signal");

        await PushAsync(ann, chat, "New message", ask: $"/push/chats/{chat}");
        await IsShownAsync(ann, (bob.Name, "The tide is at six", $"chat-{chat}"));

        await PushAsync(ann, 999, "New message", ask: "/push/chats/999");
        await IsShownAsync(ann, ("New message", "", "chat-999"));
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

    /// <summary>As one of those with its tag there is never more than one.</summary>
    static async Task IsShownAsync(Person person, (string Title, string Body, string Tag) wanted)
    {
        (string, string, string)[] shown = [];
        await Eventually.TrueAsync(async () => (shown = await ShownAsync(person, 0)).Contains(wanted), () => $"There is no {wanted} but {string.Join(", ", shown)}.");
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
}
