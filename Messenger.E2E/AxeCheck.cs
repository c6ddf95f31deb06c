using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>What axe finds on the screens it is shown, wide and narrow, light and dark.</summary>
/// <remarks>Asked in the page itself: Deque's own way by Playwright opens another page each time and brings what is in order, too, which takes ten times as long.</remarks>
public sealed class AxeCheck
{
    static readonly string axe = new BundledAxeScriptProvider().GetScript();

    static readonly (int Width, int Height)[] sizes = [(1280, 800), (390, 844)];

    // The same page in other colours.
    static readonly string[] rulesOfColours = ["color-contrast", "link-in-text-block"];

    static readonly string[] resultTypes = ["violations"];

    readonly List<string> found = [];

    public async Task LookAsync(IPage page, string where)
    {
        foreach (var (width, height) in sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            await LookAsync(page, $"{where}, {width}, light", ColorScheme.Light, new { iframes = false, resultTypes });
            await LookAsync(page, $"{where}, {width}, dark", ColorScheme.Dark, new { iframes = false, resultTypes, runOnly = rulesOfColours });
        }
    }

    public IEnumerable<string> Found => found;

    public void NothingIsFound() => Assert.True(found.Count == 0, string.Join('\n', found.Distinct()));

    async Task LookAsync(IPage page, string where, ColorScheme colours, object options)
    {
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colours });
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
        {
            await page.EvaluateAsync(axe);
        }

        var violations = await page.EvaluateAsync<JsonElement>("async options => (await axe.run(document, options)).violations", options);
        found.AddRange(violations.EnumerateArray().Where(violation => !IsTheList(where, IdOf(violation))).SelectMany(violation => violation.GetProperty("nodes").EnumerateArray().Select(node =>
            $"{where}: {IdOf(violation)}: {node.GetProperty("html")} ({string.Join("; ", new[] { "any", "all", "none" }.SelectMany(kind => node.GetProperty(kind).EnumerateArray()).Select(check => check.GetProperty("message")))})")));
    }

    static string IdOf(JsonElement violation) => violation.GetProperty("id").GetString()!;

    // On a narrow home page the list of chats, which is navigation, is all there is.
    static bool IsTheList(string where, string rule) => where.StartsWith("/, 390") && rule is "landmark-one-main" or "page-has-heading-one";
}
