using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Some networks let pages through and WebSockets not. A browser does not say why one failed.</summary>
public sealed class WhereWebSocketsAreBlocked(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Messages_come_by_another_way()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var asked = 0;
        bob.Page.Request += (_, request) => asked += request.Url.Contains("/hub/negotiate") ? 1 : 0;
        await bob.Page.AddInitScriptAsync("window.WebSocket = function () { setTimeout(() => this.onclose({ code: 1006 })) }");
        await bob.Page.ReloadAsync();
        await Expect(bob.Page.Locator("html[data-line=here]")).ToBeAttachedAsync();

        await ann.SaysAsync("Can you hear me?");

        await bob.SeesAsync("Can you hear me?");
        Assert.True(asked > 0);
    }

    [Fact]
    public async Task Elsewhere_a_line_is_one_request()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var asked = 0;
        bob.Page.Request += (_, request) => asked += request.Url.Contains("/hub/negotiate") ? 1 : 0;
        await bob.Page.ReloadAsync();
        await Expect(bob.Page.Locator("html[data-line=here]")).ToBeAttachedAsync();

        await ann.SaysAsync("Can you hear me?");

        await bob.SeesAsync("Can you hear me?");
        Assert.Equal(0, asked);
    }
}
