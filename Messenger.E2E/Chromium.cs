using Messenger.E2E;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]
// Two cores: more browsers at once would only make each other late.
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]

namespace Messenger.E2E;

/// <summary>One real Chromium for all stories; each person gets a context of their own in it.</summary>
public class Chromium : IAsyncLifetime
{
    IPlaywright playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>The engine without the windows around it: half the processes a page.</summary>
    protected virtual string Program => "/usr/bin/chromium-headless-shell";

    protected virtual IEnumerable<string> Args => ["--disable-background-networking", "--disable-component-update", "--no-first-run"];

    public async ValueTask InitializeAsync()
    {
        // Patience for a machine with two cores that does other things as well; nothing waits that long when all is well.
        Assertions.SetDefaultExpectTimeout(30_000);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            ChromiumSandbox = false,
            Args = Args,
        });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
