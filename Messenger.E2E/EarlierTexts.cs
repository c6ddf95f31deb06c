using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What an edited message said before.</summary>
public sealed class EarlierTexts(Chromium chromium, Server server) : Story(chromium, server)
{
    [Fact]
    public async Task Are_opened_from_the_word_that_tells_of_them()
    {
        var (ann, axe) = (await SomebodyAsync("Ann"), new AxeCheck());
        var bob = await SomebodyAsync("Bob");
        var chat = await ChatAsync(ann, bob);
        var said = await SaysAsync(ann, chat, "At seven");
        await bob.GoesToAsync(chat);
        await Server.DoAsync((Domain.Messages messages) => messages.EditAsync(ann.Id, said.Id, "At eight"));

        await bob.Said("At eight").Locator("text=edited").ClickAsync();

        await Expect(bob.Page.Locator("ol .as-typed")).ToHaveTextAsync("At seven");
        await axe.LookAsync(bob.Page, "earlier texts");
        axe.NothingIsFound();
    }
}
