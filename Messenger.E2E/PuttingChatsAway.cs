using System.Text.RegularExpressions;
using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>A chat that leaves the list, or is to be read later, does not do so without a word.</summary>
public sealed class PuttingChatsAway(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Says_so_and_comes_back()
    {
        var (ann, bob, axe) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob"), new AxeCheck());
        var chat = await ChatAsync(ann, bob);
        await SaysAsync(bob, chat, "Hello");
        await Server.DoAsync(async (Domain.PersonalChatSettings settings) =>
        {
            await settings.ArchiveAsync(ann.Id, chat, true);
            return true;
        });
        // Open in the list, and counted nowhere.
        await ann.GoesToAsync($"/chats/{chat}/notifications");
        await Expect(ann.Page.Locator(".chat-row[data-archived=true] .badge")).ToHaveTextAsync(new Regex("^1"));
        await Expect(ann.Page).ToHaveTitleAsync(new Regex("^[^(]"));
        await Server.DoAsync(async (Domain.PersonalChatSettings settings) =>
        {
            await settings.ArchiveAsync(ann.Id, chat, false);
            return true;
        });
        foreach (var (button, said) in new[] { ("Archive", "is in the archive"), ("Mark as unread", "is marked as unread") })
        {
            await ann.GoesToAsync(chat);
            await ann.Page.ClickAsync(".thread summary[aria-label=More]");
            await ann.Page.ClickAsync($"button:has-text('{button}')");
            await Expect(ann.Page.Locator("form.notice")).ToContainTextAsync($"{bob.Name}” {said}.");
            await axe.LookAsync(ann.Page, button);

            await ann.Page.ClickAsync("text=Undo");

            await Expect(ann.Page.Locator("form.notice")).ToHaveCountAsync(0);
            await Expect(ann.Row(bob)).ToBeVisibleAsync();
            await Expect(ann.Row(bob)).Not.ToHaveAttributeAsync("data-marked", new Regex("."));
        }

        axe.NothingIsFound();
    }
}
