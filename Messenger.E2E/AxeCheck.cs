using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>What axe finds on the screens it is shown, wide and narrow, light and dark.</summary>
public sealed class AxeCheck
{
    static readonly (int Width, int Height)[] sizes = [(1280, 800), (390, 844)];

    readonly List<string> found = [];

    public async Task LookAsync(IPage page, string where)
    {
        foreach (var (width, height) in sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            await LookAsync(page, $"{where}, {width}, light", ColorScheme.Light, new AxeRunOptions());
            // The same page in other colours.
            await LookAsync(page, $"{where}, {width}, dark", ColorScheme.Dark, new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block") });
        }
    }

    public void NothingIsFound() => Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));

    async Task LookAsync(IPage page, string where, ColorScheme colours, AxeRunOptions options)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colours });
        var result = await page.RunAxe(options);
        found.AddRange(result.Violations.Where(violation => !IsTheList(where, violation.Id)).SelectMany(violation => violation.Nodes.Select(node =>
            $"{where}: {violation.Id}: {node.Html} ({string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))})")));
    }

    // On a narrow home page the list of chats, which is navigation, is all there is.
    static bool IsTheList(string where, string rule) => where.StartsWith("/, 390") && rule is "landmark-one-main" or "page-has-heading-one";
}
