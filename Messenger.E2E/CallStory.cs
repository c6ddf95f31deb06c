using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Stories of people who call each other, one at a time: pictures and sound are made and taken apart on the same two cores.</summary>
[Collection(Collection)]
public abstract class CallStory(Chromium chromium, Server server) : Story(chromium, server)
{
    public const string Collection = "Calls";

    /// <summary>From the chat that is open.</summary>
    protected static async Task<CallPage> CallAsync(Person person, string type)
    {
        await person.IsLiveAsync();
        return await OpensAsync(person, () => person.Page.ClickAsync($"[name=call_type][value={type}]"));
    }

    protected static Task<CallPage> AnswerAsync(Person person, string how) =>
        OpensAsync(person, () => person.Page.GetByRole(AriaRole.Button, new() { Name = how, Exact = true }).ClickAsync());

    /// <summary>Ann and Bob, who see each other.</summary>
    protected async Task<(CallPage Calling, CallPage Answering, Person Ann, Person Bob)> TalkAsync()
    {
        var (ann, bob) = await AnnAndBobAsync();
        var calling = await CallAsync(ann, "video");
        var answering = await AnswerAsync(bob, "Answer with video");
        await Task.WhenAll(calling.SeesAsync(bob), answering.SeesAsync(ann));
        return (calling, answering, ann, bob);
    }

    protected static async Task<CallPage> OpensAsync(Person person, Func<Task> press)
    {
        var page = await person.Page.RunAndWaitForPopupAsync(press);
        person.Watch(page);
        await Expect(page.Locator("#call")).ToHaveAttributeAsync("data-state", "in");
        return new CallPage(person, page);
    }
}
