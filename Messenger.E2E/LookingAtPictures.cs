using System.Text.RegularExpressions;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>A picture in a chat, and on its page, which leads to the next and back to where one was.</summary>
public sealed class LookingAtPictures(Chromium chromium, Server server) : Story(chromium, server)
{
    readonly AxeCheck axe = new();

    [Fact]
    public async Task Arrows_lead_to_the_next_and_Escape_back_into_the_chat()
    {
        var (ann, bob) = await AnnAndBobAsync();
        foreach (var name in new[] { "first", "second" })
        {
            await ann.AttachesAsync(new FilePayload { Name = $"{name}.jpg", MimeType = "image/jpeg", Buffer = Pictures.Jpeg(1200, 800) });
            await ann.TypesAsync(name);
            await Expect(bob.Said(name).Locator(".pictures img")).ToBeVisibleAsync();
        }

        var (chat, picture) = (bob.Page.Url, bob.Page.Locator(".viewer-stage > img"));
        await bob.Said("second").Locator(".pictures a").ClickAsync();
        await Expect(picture).ToHaveAttributeAsync("alt", "Photo: second.jpg");
        await bob.Page.UntilAsync("() => document.querySelector('.viewer-stage > img').naturalWidth === 1200");
        await Expect(bob.Page.Locator(".viewer-stage > .newer")).ToHaveCountAsync(0);
        await bob.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(picture).ToHaveAttributeAsync("alt", "Photo: first.jpg");
        await bob.Page.Locator(".viewer-stage > .newer").ClickAsync();
        await Expect(picture).ToHaveAttributeAsync("alt", "Photo: second.jpg");

        // As large as it is, and small again.
        await picture.ClickAsync();
        await Expect(bob.Page.Locator(".viewer-stage[data-zoomed]")).ToHaveCountAsync(1);
        Assert.Equal(1200, (await picture.BoundingBoxAsync())!.Width, 1.0);
        await bob.Page.Keyboard.PressAsync("Escape");
        await Expect(bob.Page.Locator(".viewer-stage[data-zoomed]")).ToHaveCountAsync(0);
        await bob.Page.Keyboard.PressAsync("Escape");

        await bob.ArrivesAsync("/chats/\\d+");
        await Expect(bob.Said("second").Locator(".pictures img")).ToBeVisibleAsync();
        await bob.GoesToAsync($"{chat}/files");
        await Expect(bob.Page.Locator(".gallery img")).ToHaveCountAsync(2);
        await axe.LookAsync(bob.Page, "the gallery");
        await bob.Page.Locator(".gallery a").First.ClickAsync();
        await Expect(picture).ToHaveAttributeAsync("alt", "Photo: second.jpg");
        await axe.LookAsync(bob.Page, "a picture");
        axe.NothingIsFound();
    }

    [Fact]
    public async Task A_picture_that_moves_does_so_when_it_is_asked_to()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.AttachesAsync(Attachments.File("film.gif", "image/gif", Pictures.Moving("gif", 200, 100, 5)));
        await ann.TypesAsync("Look");
        var link = bob.Said("Look").Locator("a.moving");
        await Expect(link.Locator("img")).ToHaveAttributeAsync("src", new Regex("/thumbnail$"));

        await link.ClickAsync();
        await Expect(link.Locator("img")).ToHaveAttributeAsync("src", new Regex("^/files/[0-9a-f]+$"));
        await Expect(link.Locator(".play")).ToBeHiddenAsync();
        // It goes on when its message is drawn again.
        await bob.OpensActionsAsync("Look");
        await bob.Page.ClickAsync("#sheet .chip[value='👍']");
        await Expect(bob.Said("Look").Locator(".reaction")).ToContainTextAsync("👍");
        await Expect(link.Locator("img")).ToHaveAttributeAsync("src", new Regex("^/files/[0-9a-f]+$"));
        await Expect(link.Locator(".play")).ToBeHiddenAsync();
        await link.PressAsync("Enter");
        await Expect(link.Locator("img")).ToHaveAttributeAsync("src", new Regex("/thumbnail$"));
        await Expect(link.Locator(".play")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_tiny_picture_keeps_its_size_in_a_box_that_can_be_touched()
    {
        var (ann, bob) = await AnnAndBobAsync();
        await ann.AttachesAsync(Attachments.File("tiny.png", "image/png", Pictures.Png(16, 16)));
        await ann.TypesAsync("An icon");

        var picture = bob.Said("An icon").Locator(".pictures img");
        var box = (await picture.BoundingBoxAsync())!;
        Assert.Equal((72.0, 72.0), (box.Width, box.Height));
        Assert.Equal("scale-down", await picture.EvaluateAsync<string>("picture => getComputedStyle(picture).objectFit"));
    }
}
