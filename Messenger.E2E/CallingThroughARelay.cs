using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>A messenger with a real coturn; who asks for it talks through that alone.</summary>
public sealed class CallingThroughARelay(ChromiumWithDevices chromium, CallingThroughARelay.Relayed server) : CallStory(chromium, server), IClassFixture<ChromiumWithDevices>, IClassFixture<CallingThroughARelay.Relayed>
{
    [Fact]
    public async Task They_see_each_other_and_go_on_when_it_was_started_anew()
    {
        var (calling, answering, ann, bob) = await TalkByRelayAsync();
        List<string> credentials = [];
        calling.Page.Response += async (_, answer) =>
        {
            if (answer.Url.EndsWith("/ice-servers"))
            {
                credentials.Add(await answer.TextAsync());
            }
        };

        server.Relay.Stop();
        await Expect(calling.Status).ToHaveTextAsync("Reconnecting…", new() { Timeout = 60_000 });
        // First the same connection looks for another way, then another connection is made.
        await Eventually.TrueAsync(() => ann.Warnings.Concat(bob.Warnings).Any(warning => warning.Contains("no connection after a restart")));
        await server.Relay.StartAgainAsync();

        await calling.SaysAsync("Good connection");
        await Task.WhenAll(calling.SeesMoreAsync(bob), answering.SeesMoreAsync(ann));
        // Those of before may have run out by then.
        Assert.NotEmpty(credentials);
    }

    [Fact]
    public async Task One_whose_network_is_away_for_twenty_seconds_is_still_in_it()
    {
        var (calling, answering, ann, bob) = await TalkByRelayAsync();
        ann.Expects("WebSocket|ERR_INTERNET_DISCONNECTED|Failed to load resource|Fetch");

        server.Relay.Stop();
        await ann.Page.Context.SetOfflineAsync(true);
        await Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await server.Relay.StartAgainAsync();
        await ann.Page.Context.SetOfflineAsync(false);

        await calling.SaysAsync("Good connection");
        await Task.WhenAll(calling.HearsAsync(bob), answering.HearsAsync(ann), calling.SeesMoreAsync(bob), answering.SeesMoreAsync(ann));
        await Expect(answering.Page.Locator("#call-heard")).Not.ToHaveTextAsync($"{ann.Name} has left the call.");
    }

    [Fact]
    public async Task The_test_says_that_it_works_and_that_nobody_listens_by_TLS()
    {
        var ann = await SomebodyAsync("Ann");
        await ann.GoesToAsync("/calls/test");
        await ann.IsLiveAsync();

        await ann.Page.ClickAsync("#call-test-begin");

        foreach (var (line, result) in new[] { ("microphone", "good"), ("camera", "good"), ("server", "good"), ("relay-udp", "good"), ("relay-tcp", "good"), ("relay-tls", "none"), ("loop", "good") })
        {
            await Expect(ann.Page.Locator($"[data-check={line}]")).ToHaveAttributeAsync("data-result", result, new() { Timeout = 60_000 });
        }
    }

    async Task<(CallPage Calling, CallPage Answering, Person Ann, Person Bob)> TalkByRelayAsync()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ByRelayAloneAsync(ann);
        await ByRelayAloneAsync(bob);
        await ann.GoesToAsync(await ChatAsync(ann, bob));
        await bob.GoesToAsync(await ChatAsync(ann, bob));
        var calling = await CallAsync(ann, "video");
        var answering = await AnswerAsync(bob, "Answer with video");
        await Task.WhenAll(calling.SeesAsync(bob), answering.SeesAsync(ann), calling.HearsAsync(bob));
        return (calling, answering, ann, bob);
    }

    static async Task ByRelayAloneAsync(Person person)
    {
        await person.GoesToAsync("/settings");
        await person.Page.CheckAsync("[name=relay]");
        await person.SubmitAsync("form[action='/settings?handler=calls'] button");
        await Expect(person.Page.Locator("[name=relay]")).ToBeCheckedAsync();
    }

    public sealed class Relayed : Server, IAsyncLifetime
    {
        public Coturn Relay { get; private set; } = null!;

        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            ("Turn:Urls", $"turn:127.0.0.1:{Relay.Port}?transport=udp,turn:127.0.0.1:{Relay.Port}?transport=tcp"), ("Turn:Secret", Coturn.Secret),
        ];

        public new async ValueTask InitializeAsync()
        {
            Relay = await Coturn.StartAsync("allowed-peer-ip=127.0.0.1");
            await base.InitializeAsync();
        }

        public new async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Relay.Dispose();
        }
    }
}
