using System.Diagnostics;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;

namespace Messenger.E2E;

/// <summary>A browser from 1995 that knows neither style sheets nor scripts.</summary>
public sealed class InW3m(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task A_chat_can_be_read_in_order()
    {
        using var ann = await server.RegisterAsync("ann");
        using var bob = await server.RegisterAsync("bob");
        var (me, other) = (await IdOfAsync(ann), await IdOfAsync(bob));
        var chat = await server.DoAsync((Chats chats) => chats.DirectAsync(me, other));
        await server.DoAsync((Messages messages) => messages.PostAsync(me, chat, "Is this thing on?"));
        await server.DoAsync((Messages messages) => messages.PostAsync(other, chat, "It **is**!"));

        var shown = await DumpAsync(ann, $"/chats/{chat}");

        Assert.Matches(InOrder("bob", "Today", "ann", "Is this thing on?", "bob", "It is!", "Refresh"), shown);
        Assert.DoesNotContain("<", shown);
    }

    [Fact]
    public async Task The_list_says_who_wrote_last()
    {
        using var cid = await server.RegisterAsync("cid");
        using var dan = await server.RegisterAsync("dan");
        var (me, other) = (await IdOfAsync(cid), await IdOfAsync(dan));
        var chat = await server.DoAsync((Chats chats) => chats.DirectAsync(me, other));
        await server.DoAsync((Messages messages) => messages.PostAsync(other, chat, "Call me"));

        Assert.Matches(InOrder("Chats", "dan", "dan: Call me", "1 unread"), await DumpAsync(cid, "/"));
    }

    static Regex InOrder(params string[] words) => new(string.Join("[\\s\\S]*", words.Select(Regex.Escape)));

    static async Task<int> IdOfAsync(Browser browser) =>
        int.Parse(Regex.Match((await browser.OpenAsync("/")).Html, "data-me=\"(\\d+)\"").Groups[1].Value);

    async Task<string> DumpAsync(Browser browser, string path)
    {
        var cookies = string.Join("; ", browser.Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using var w3m = Process.Start(new ProcessStartInfo("w3m", ["-no-cookie", "-header", $"Cookie: {cookies}", "-cols", "100", "-dump", $"{server.Home}{path[1..]}"])
        {
            RedirectStandardOutput = true,
        })!;
        var shown = await w3m.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await w3m.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, w3m.ExitCode);
        return shown;
    }
}
