using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>What changes in the middle of a call: a device, the line to the server.</summary>
public sealed class CallsThatGoOn(ChromiumWithDevices chromium, Server server) : CallStory(chromium, server), IClassFixture<ChromiumWithDevices>
{
    [Fact]
    public async Task With_another_microphone_they_are_heard()
    {
        var (calling, answering, ann, _) = await TalkAsync();
        await answering.HearsAsync(ann);
        await calling.Page.ClickAsync("#call-choose");
        var microphones = calling.Page.Locator("#microphone option");
        await Expect(microphones.Nth(1)).ToBeAttachedAsync();
        var other = await microphones.Last.GetAttributeAsync("value");

        await calling.Page.SelectOptionAsync("#microphone", other!);

        await Expect(calling.Page.Locator("#microphone")).ToHaveValueAsync(other!);
        await calling.Page.Keyboard.PressAsync("Escape");
        await answering.HearsAsync(ann);
    }

    [Fact]
    public async Task Who_comes_and_goes_is_said_to_those_who_do_not_see_it()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob", Russian);
        var cid = await SomebodyAsync("Cid");
        var chat = await GroupAsync("Hikers", ann, bob, cid);
        foreach (var person in new[] { ann, bob, cid })
        {
            await person.GoesToAsync(chat);
        }

        var calling = await CallAsync(ann, "audio");
        var second = await AnswerAsync(bob, "Ответить");
        await Expect(calling.Page.Locator("#call-heard")).ToHaveTextAsync($"{bob.Name} is in the call.");
        var third = await AnswerAsync(cid, "Answer");
        await Expect(second.Page.Locator("#call-heard")).ToHaveTextAsync($"{cid.Name} в звонке.");
        await second.HangUpAsync();
        await Expect(third.Page.Locator("#call-heard")).ToHaveTextAsync($"{bob.Name} has left the call.");
        await third.HangUpAsync();
        await calling.IsOverAsync();
    }
}
