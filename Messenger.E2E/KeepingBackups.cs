using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>The admin sees that there are backups, makes one and takes it home.</summary>
public sealed class KeepingBackups(Chromium chromium, KeepingBackups.Keeping server) : Story(chromium, server), IClassFixture<KeepingBackups.Keeping>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_done_from_the_settings(bool withScripts)
    {
        var ann = await AdminAsync("Ann", new BrowserNewContextOptions { JavaScriptEnabled = withScripts });
        await ann.GoesToAsync("/settings");
        await ann.SubmitAsync("[href='/admin/backup']");

        await ann.SubmitAsync("text=Make one now");

        await Expect(ann.Page.GetByText("A backup is being made.")).ToBeVisibleAsync();
        await Eventually.TrueAsync(async () =>
        {
            await ann.SubmitAsync(".bar-actions [href='/admin/backup']");
            return await ann.Page.GetByText("messenger-2").CountAsync() > 0;
        }, () => "It is not in the list.");
        var download = await ann.Page.RunAndWaitForDownloadAsync(() => ann.Page.Locator("a[download]").First.ClickAsync());
        Assert.Matches(@"^messenger-\d{8}T\d{6}Z\.tar$", download.SuggestedFilename);
        Assert.True(new FileInfo(await download.PathAsync()).Length > 10_000);
        if (withScripts)
        {
            var axe = new AxeCheck();
            await axe.LookAsync(ann.Page, "backups");
            axe.NothingIsFound();
        }
    }

    public sealed class Keeping : Server, IAsyncDisposable
    {
        readonly string folder = Directory.CreateTempSubdirectory("messenger-kept-").FullName;

        protected override IEnumerable<(string, string)> Settings => [("Backup:Folder", folder)];

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(folder, true);
        }
    }
}
