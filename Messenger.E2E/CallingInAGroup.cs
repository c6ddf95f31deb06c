using Messenger.Tests;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>As many as a call with pictures takes. Twelve pictures are made and shown at a time, so no other story runs beside it: on a line that stays bad the cameras go off, as they should.</summary>
[Collection(typeof(Alone))]
public sealed class CallingInAGroup(ChromiumWithDevices chromium, Server server) : CallStory(chromium, server), IClassFixture<ChromiumWithDevices>
{
    [Fact]
    public async Task Four_in_a_group_see_each_other_and_go_one_by_one()
    {
        var people = new[] { await SomebodyAsync("Ann"), await SomebodyAsync("Bob"), await SomebodyAsync("Cid"), await SomebodyAsync("Dan"), await SomebodyAsync("Eve") };
        var chat = await GroupAsync("Hikers", people[0], people[1..]);
        foreach (var person in people)
        {
            await person.GoesToAsync(chat);
        }

        var calling = await CallAsync(people[0], "video");
        await Expect(people[1].Page.Locator(".ring")).ToContainTextAsync("Hikers");
        List<CallPage> pages = [calling, .. await Task.WhenAll(people[1..4].Select(person => AnswerAsync(person, "Answer with video")))];

        await Task.WhenAll(from one in pages from other in pages where one != other select one.SeesAsync(other.Person));
        var late = await people[4].Page.RunAndWaitForPopupAsync(() => people[4].Page.ClickAsync(".chat-call >> text=Join"));
        await Expect(late.Locator(".call-foot")).ToContainTextAsync("This call is full");

        await pages[3].HangUpAsync();
        await Expect(pages[0].TileOf(people[3])).ToHaveCountAsync(0);
        await pages[0].SeesAsync(people[1]);
        await pages[2].HangUpAsync();
        await Expect(pages[0].TileOf(people[2])).ToHaveCountAsync(0);
        await pages[1].HangUpAsync();
        await pages[0].IsOverAsync();
    }
}

/// <summary>Stories that need the whole machine, one after the other when all others are over.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
