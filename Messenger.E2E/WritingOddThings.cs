using Messenger.Domain;
using Messenger.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What people type reads as they typed it, and stays where it is.</summary>
public sealed class WritingOddThings(Chromium chromium, Server server) : Story(chromium, server)
{
    static string Stacked(string text, int times = 15) =>
        string.Concat(text.Select(letter => letter + string.Concat(Enumerable.Repeat("\u0310\u0324\u033f\u0347", times))));

    [Fact]
    public async Task Spaces_tabs_and_backslashes_are_read_as_typed()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var typed = "    if (a    <  b)\n\tD:\\_old\\[2024]\\*.log    |  ¯\\_(ツ)_/¯\n26. 6. 2026  at the lake";

        await ann.Page.FillAsync("#text", typed);
        await ann.Page.PressAsync("#text", "Enter");
        await bob.SeesAsync("2026");

        Assert.Equal(typed, (await bob.Said("2026").Locator(".said p").InnerTextAsync()).TrimEnd());
        await ann.ReloadsAsync();
        Assert.Equal(typed, (await ann.Said("2026").Locator(".said p").InnerTextAsync()).TrimEnd());
    }

    [Fact]
    public async Task Without_scripts_and_on_a_phone_too()
    {
        var ann = await SomebodyAsync("Ann", new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 390, Height = 844 } });
        var chat = await ChatAsync(ann, ann);
        await SaysAsync(ann, chat, "a    b\n    c");

        await ann.GoesToAsync($"/chats/{chat}");

        Assert.Equal("a    b\n    c", (await ann.Said("c").Locator(".said p").InnerTextAsync()).TrimEnd());
    }

    [Fact]
    public async Task Marks_stacked_by_the_dozen_do_not_paint_over_what_others_wrote()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        var group = await GroupAsync("Hikers", ann, bob);
        await SaysAsync(bob, group, "Before");
        await SaysAsync(ann, group, Stacked("Zalgo"));
        await SaysAsync(bob, group, "After");
        await ann.GoesToAsync(group);

        await KeepsToItselfAsync(ann.Page, "li.message:has-text('Z') >> nth=0", ann.Said("Before").Locator(".bubble"), ann.Said("After").Locator(".bubble"), ann.Page.Locator(".thread .bar"));
    }

    [Fact]
    public async Task Nor_do_they_in_a_name_and_its_initials()
    {
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"));
        await Server.DoAsync<MessengerDb, int>(db => db.Users.Where(user => user.Id == bob.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(user => user.FullName, Stacked("Bob") + " " + Stacked("Hill"))));
        var (first, group, last) = (await GroupAsync("First", ann), await GroupAsync(Stacked("Odd", 5), ann, bob), await GroupAsync("Last", ann));
        await SaysAsync(ann, first, "One");
        await SaysAsync(bob, group, "Two");
        await SaysAsync(ann, group, "Three");
        await SaysAsync(ann, last, "Four");
        await ann.GoesToAsync(group);

        await KeepsToItselfAsync(ann.Page, $"#chat-{group}", ann.Page.Locator($"#chat-{first}"), ann.Page.Locator($"#chat-{last}"));
        await KeepsToItselfAsync(ann.Page, "li.message:has-text('Two')", ann.Said("Three").Locator(".bubble"));
        await KeepsToItselfAsync(ann.Page, ".thread .bar h1", ann.Page.Locator(".thread .bar p"));
        await ann.GoesToAsync($"/people/{bob.Id}");
        await KeepsToItselfAsync(ann.Page, "main h1", ann.Page.Locator("main .card > .item").Last);
    }

    [Fact]
    public async Task A_single_emoji_is_large_and_a_word_beside_it_is_not()
    {
        var (ann, bob) = await AnnAndBobAsync();

        await ann.SaysAsync("🎉");
        await ann.SaysAsync("🎉 Hooray");
        await bob.SeesAsync("Hooray");

        Assert.True(await SizeAsync(bob.Messages.First) >= 2 * await SizeAsync(bob.Messages.Last));
    }

    [Fact]
    public async Task A_message_that_nobody_could_see_is_not_sent()
    {
        var (ann, _) = await AnnAndBobAsync();
        ann.Expects("422");

        await ann.TypesAsync("\u2800");

        await Expect(ann.Page.Locator("#messages > .failed")).ToContainTextAsync("Write something first.");
    }

    static Task<double> SizeAsync(ILocator message) =>
        message.Locator(".said p").EvaluateAsync<double>("p => parseFloat(getComputedStyle(p).fontSize)");

    /// <summary>What stands beside it looks the same whether it is seen or not.</summary>
    static async Task KeepsToItselfAsync(IPage page, string odd, params ILocator[] neighbours)
    {
        await Expect(page.Locator(odd)).ToBeVisibleAsync();
        // Again when something else moved meanwhile: a line that says what is new goes away.
        foreach (var one in neighbours)
        {
            await Eventually.TrueAsync(async () => await PictureAsync(one, "") == await PictureAsync(one, "hidden"));
        }

        async Task<string> PictureAsync(ILocator one, string visibility)
        {
            await page.EvalOnSelectorAsync(odd, "(element, visibility) => { element.style.visibility = visibility }", visibility);
            return Convert.ToBase64String(await one.ScreenshotAsync());
        }
    }
}
