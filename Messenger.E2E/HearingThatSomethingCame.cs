using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>An open page sounds for what nobody looks at.</summary>
public sealed class HearingThatSomethingCame(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task It_sounds_in_one_tab_for_a_chat_that_nobody_looks_at()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var eve = await SomebodyAsync("Eve");
        var kim = await SomebodyAsync("Kim");
        var (open, other, muted) = (await ChatAsync(ann, bob), await ChatAsync(ann, eve), await GroupAsync("Hikers", eve, ann));
        foreach (var chat in new[] { open, other, muted })
        {
            await SaysAsync(chat == open ? bob : eve, chat, "Before");
        }

        var mine = await SaysAsync(ann, muted, "Who comes along?");
        await Server.DoAsync(async (PersonalChatSettings settings) =>
        {
            await settings.MuteAsync(ann.Id, muted, true);
            return true;
        });
        var common = await GroupAsync("Climbers", kim, ann);
        await Server.DoAsync(async (Blocks blocks) =>
        {
            await blocks.BlockAsync(ann.Id, kim.Id);
            return true;
        });
        await ann.GoesToAsync("/settings/notifications");
        await ann.Page.CheckAsync("[name=sound]");
        await ann.SubmitAsync("form[action='/settings/notifications'] button");
        await ann.GoesToAsync(open);
        await ListensAsync();

        await SaysAsync(eve, muted, "Nobody hears this");
        await SaysAsync(kim, common, "Nor this");
        await SaysAsync(bob, open, "Seen at once");
        await ann.SeesAsync("Seen at once");
        await SaysAsync(eve, other, "Heard");

        await Expect(ann.Page.Locator("html")).ToHaveAttributeAsync("data-sounded", "1");
        await Expect(ann.Page).ToHaveTitleAsync(new Regex(@"^\(3\)"));

        // What answers me passes through, as the hint on the page says.
        await Server.DoAsync((Messages messages) => messages.PostAsync(eve.Id, muted, "I do", replyTo: mine.Id));
        await Expect(ann.Page.Locator("html")).ToHaveAttributeAsync("data-sounded", "2");

        // As over plain http, where browsers have no locks.
        await ann.Page.AddInitScriptAsync("delete Navigator.prototype.locks");
        await ann.GoesToAsync(open);
        await ListensAsync();
        await SaysAsync(eve, other, "Heard as well");
        await Expect(ann.Page.Locator("html")).ToHaveAttributeAsync("data-sounded", "1");

        async Task ListensAsync()
        {
            await ann.Page.ClickAsync("#text");
            await ann.Page.UntilAsync("() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/lib/sound.js'))");
        }
    }
}
