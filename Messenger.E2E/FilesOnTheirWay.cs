using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Between the choice and the other's screen nobody loses what they chose or typed, whatever comes in the way.</summary>
public sealed class FilesOnTheirWay(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task One_sees_how_far_it_is_and_can_stop_it()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var devtools = await ann.Page.Context.NewCDPSessionAsync(ann.Page);
        await devtools.SendAsync("Network.enable");
        await devtools.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 50_000 });
        await ann.AttachesAsync(Attachments.File("film.bin", "application/octet-stream", new byte[4_000_000]));
        await ann.TypesAsync("Wait for it");

        var bar = ann.Queued("Wait for it").Locator("progress");
        await ann.Page.UntilAsync("() => document.querySelector('.queued progress')?.value > 0");
        await Expect(bar).ToBeVisibleAsync();
        await ann.Queued("Wait for it").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Wait for it");
        await Expect(ann.Chosen).ToContainTextAsync("film.bin");
        await Expect(bob.Messages).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_a_line_they_wait_and_go_out_once()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects("Failed to fetch|ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource|signal is aborted|htmx:error|ERR_FAILED");
        await ann.AttachesAsync(Attachments.Photo);
        await Expect(ann.Chosen).ToHaveCountAsync(1);
        await ann.Page.Context.SetOfflineAsync(true);
        await ann.TypesAsync("Through the tunnel");
        await Expect(ann.Queued("Through the tunnel")).ToContainTextAsync("It will be sent");

        await ann.Page.Context.SetOfflineAsync(false);

        await Expect(bob.Said("Through the tunnel").Locator("img")).ToBeVisibleAsync();
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
        Assert.Single(await bob.SeenTextsAsync());
    }

    [Fact]
    public async Task What_is_refused_says_why_and_goes_back_to_the_field()
    {
        var (ann, bob) = await AnnAndBobAsync();
        ann.Expects("status of 422");
        await ann.AttachesAsync(Attachments.File("broken.jpg", "image/jpeg", Pictures.Jpeg(600, 600)[..800]));
        await ann.TypesAsync("Look");

        await Expect(ann.Queued("Look")).ToContainTextAsync("This picture is broken");
        await ann.Queued("Look").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();

        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Look");
        await Expect(ann.Chosen).ToContainTextAsync("broken.jpg");
        await ann.Chosen.GetByRole(AriaRole.Button).ClickAsync();
        await ann.SaysAsync("Look");
        await bob.SeesAsync("Look");
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("saved over")]
    public async Task What_is_gone_from_the_disk_is_told_and_holds_up_nothing(string how)
    {
        var (ann, bob) = await AnnAndBobAsync();
        var path = Path.Combine(Directory.CreateTempSubdirectory("chosen-").FullName, "plan.txt");
        await File.WriteAllTextAsync(path, "First", TestContext.Current.CancellationToken);
        await ann.Page.Locator("#composer [name=files]").SetInputFilesAsync(path);
        await Expect(ann.Chosen).ToContainTextAsync("plan.txt");
        File.Delete(path);
        if (how == "saved over")
        {
            await File.WriteAllTextAsync(path, "Second, and longer", TestContext.Current.CancellationToken);
        }

        await ann.TypesAsync("The plan");
        await ann.AttachesAsync(Attachments.Paper);
        await Expect(ann.Chosen).ToContainTextAsync("plan.pdf");
        await ann.TypesAsync("And a paper");

        await Expect(ann.Queued("The plan")).ToContainTextAsync("“plan.txt” cannot be read");
        await Expect(bob.Said("And a paper").Locator(".file")).ToContainTextAsync("plan.pdf");
        await ann.Queued("The plan").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("The plan");
        await Expect(ann.Chosen).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task After_a_reload_it_says_that_the_files_are_gone_where_the_browser_keeps_none()
    {
        var (ann, _) = await AnnAndBobAsync();
        await ann.Page.AddInitScriptAsync("indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }");
        await ann.ReloadsAsync();
        ann.Expects("Failed to fetch|ERR_INTERNET_DISCONNECTED|WebSocket|Failed to load resource|signal is aborted|htmx:error|ERR_FAILED");
        await ann.AttachesAsync(Attachments.Photo);
        await ann.Page.RouteAsync(ann.Page.Url, route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        await ann.TypesAsync("Before the reload");
        await Expect(ann.Queued("Before the reload")).ToContainTextAsync("It will be sent");
        ann.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();

        await ann.ReloadsAsync();

        await Expect(ann.Queued("Before the reload")).ToContainTextAsync("Choose them again");
        await Expect(ann.Queued("Before the reload")).ToContainTextAsync("sea.jpg");
        await ann.Queued("Before the reload").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(ann.Page.Locator("#text")).ToHaveValueAsync("Before the reload");
        await Expect(ann.Page.Locator(".queued")).ToHaveCountAsync(0);
    }
}
