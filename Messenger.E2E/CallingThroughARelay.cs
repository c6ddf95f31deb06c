using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>A messenger with a real coturn; who asks for it talks through that alone.</summary>
public sealed class CallingThroughARelay(ChromiumWithDevices chromium, CallingThroughARelay.Relayed server) : CallStory(chromium, server), IClassFixture<ChromiumWithDevices>, IClassFixture<CallingThroughARelay.Relayed>
{
    [Fact]
    public async Task They_see_each_other_and_go_on_when_it_was_started_anew()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ByRelayAloneAsync(ann);
        await ByRelayAloneAsync(bob);
        await ann.GoesToAsync(await ChatAsync(ann, bob));
        await bob.GoesToAsync(await ChatAsync(ann, bob));
        var calling = await CallAsync(ann, "video");
        var answering = await AnswerAsync(bob, "Answer with video");
        await Task.WhenAll(calling.SeesAsync(bob), answering.SeesAsync(ann), calling.HearsAsync(bob));

        server.Relay.Stop();
        await Expect(calling.Status).ToHaveTextAsync("Reconnecting…", new() { Timeout = 60_000 });
        await server.Relay.StartAgainAsync();

        await calling.SaysAsync("Good connection");
        await Task.WhenAll(calling.SeesMoreAsync(bob), answering.SeesMoreAsync(ann));
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
