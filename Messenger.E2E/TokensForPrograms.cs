using System.Diagnostics;
using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

public sealed class TokensForPrograms(Chromium chromium, Server server) : Story(chromium, server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_a_message_with_the_line_that_is_shown(bool withScripts)
    {
        var ann = await SomebodyAsync("Ann", new BrowserNewContextOptions { JavaScriptEnabled = withScripts });
        await ann.GoesToAsync("/settings");
        await ann.SubmitAsync("[href='/settings/tokens']");
        await ann.Page.FillAsync("#name", "Weather robot");
        await ann.Page.FillAsync("#current", Server.Password);
        await ann.SubmitAsync("text=Make a token");
        var line = await ann.Page.InputValueAsync("#curl");

        Assert.Equal("201", await RunAsync(line));
        await ann.GoesToAsync(int.Parse(Regex.Match(line, @"/chats/(\d+)/").Groups[1].Value));
        await ann.SeesAsync("Hello");

        await ann.GoesToAsync("/settings/tokens");
        await ann.SubmitAsync("main li button");
        await Expect(ann.Page.Locator("main li")).ToHaveCountAsync(0);
        Assert.Equal("401", await RunAsync(line));
    }

    [Fact]
    public async Task Are_copied_by_a_button()
    {
        var ann = await SomebodyAsync("Ann", new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] });
        await ann.GoesToAsync("/settings/tokens");
        await ann.Page.FillAsync("#name", "Weather robot");
        await ann.Page.FillAsync("#current", Server.Password);
        await ann.SubmitAsync("text=Make a token");

        await ann.Page.ClickAsync("[data-copies=secret]");

        await Expect(ann.Page.Locator("[data-copies=secret]")).ToHaveTextAsync("Copied");
        Assert.Equal(await ann.Page.InputValueAsync("#secret"), await ann.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    // As a person would, in a shell; only the status is kept.
    static async Task<string> RunAsync(string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"{line} -s -o /dev/null -w '%{{http_code}}'"]) { RedirectStandardOutput = true })!;
        var status = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return status;
    }
}
