using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Text at 200 % on a phone (WCAG 1.4.4): what is said has the room.</summary>
public sealed class WithLargeLetters(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task A_bubble_is_nearly_as_wide_as_the_screen_and_its_menu_is_in_reach()
    {
        var ann = await SomebodyAsync("Ann", Phone);
        var bob = await SomebodyAsync("Bob");
        var chat = await GroupAsync("Readers", ann, bob);
        var others = await SaysAsync(bob, chat, "An extraordinarily long message about responsibility and acknowledgements, for everybody.");
        var mine = await SaysAsync(ann, chat, "And an extraordinarily long answer to it, with acknowledgements of its own, for everybody.");
        await ann.GoesToAsync(chat);
        await ann.Page.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%' }");

        foreach (var id in new[] { others.Id, mine.Id })
        {
            var bubble = (await ann.Page.Locator($"#message-{id} > .bubble").BoundingBoxAsync())!;
            var more = (await ann.Page.Locator($"#message-{id} > .more").BoundingBoxAsync())!;
            Assert.True(bubble.Width >= 320, $"{bubble.Width} px");
            Assert.True(more.X >= bubble.X && more.X + more.Width <= bubble.X + bubble.Width, "⋯ is in its corner.");
            var meta = (await ann.Page.Locator($"#message-{id} .meta").BoundingBoxAsync())!;
            Assert.True(meta.X + meta.Width <= more.X, "The time can be read.");
            await ann.Page.Locator($"#message-{id} > .more").TapAsync();
            await Expect(ann.Page.Locator("#sheet")).ToBeVisibleAsync();
            await ann.Page.Keyboard.PressAsync("Escape");
            await Expect(ann.Page.Locator("#sheet")).ToBeHiddenAsync();
        }

        Assert.Equal(390, await ann.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.getElementById('scroll').scrollWidth)"));
    }
}
