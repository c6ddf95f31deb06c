using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Ann's pages are at one node and Bob's at another: nobody can tell.</summary>
public sealed class PeopleAtTwoNodes(Chromium chromium, Fleet fleet) : Story(chromium, fleet.One), IClassFixture<Fleet>
{
    [Fact]
    public async Task They_see_what_the_other_writes_reads_and_is_about_to_say()
    {
        var (ann, bob) = await AnnAndBobApartAsync();
        await GoTogetherAsync(await ChatAsync(ann, bob), ann, bob);
        await Expect(ann.Page.Locator(".thread-who")).ToContainTextAsync("online");

        await bob.Page.Locator("#text").PressSequentiallyAsync("It is");
        await Expect(ann.Page.Locator(".typing")).ToContainTextAsync($"{bob.Name} is typing");
        await bob.SaysAsync("It is cold here");
        await ann.SeesAsync("It is cold here");
        await ann.SaysAsync("And here");
        await bob.SeesAsync("And here");

        await Expect(ann.Said("And here").Locator(".ticks")).ToHaveAttributeAsync("data-state", "read");
        Assert.Equal(["It is cold here", "And here"], await bob.SeenTextsAsync());
        await bob.Page.CloseAsync();
        await Expect(ann.Page.Locator(".thread-who")).Not.ToContainTextAsync("online");
    }

    [Fact]
    public async Task A_call_rings_at_the_other_node_and_is_declined_there()
    {
        var (ann, bob) = await AnnAndBobApartAsync();
        var chat = await ChatAsync(ann, bob);
        await GoTogetherAsync(chat, ann, bob);

        await fleet.One.DoAsync((Calls calls) => calls.StartAsync(ann.Id, chat, "audio"));
        await Expect(bob.Page.Locator(".ring")).ToContainTextAsync(ann.Name);
        await bob.Page.Locator(".ring .decline").ClickAsync();

        await Expect(ann.Page.Locator("#messages .system").Last).ToHaveTextAsync($"Missed voice call from {ann.Name}");
        await Expect(bob.Page.Locator(".ring")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_is_removed_or_logged_out_at_one_is_so_at_the_other()
    {
        var (ann, bob) = await AnnAndBobApartAsync();
        var group = await GroupAsync("Hikers", ann, bob);
        await GoTogetherAsync(group, ann, bob);
        await ann.SaysAsync("Welcome");
        await bob.SeesAsync("Welcome");
        bob.Expects("404.*/read|status of 401|WebSocket.*Authentication failed|401");

        await fleet.One.ActAsync((Members members) => members.RemoveAsync(ann.Id, group, bob.Id));
        await Expect(bob.Page.Locator("#messages")).ToContainTextAsync("You are no longer in this chat.");
        await bob.SeesNoMoreAsync("Welcome");

        await bob.GoesToAsync("/settings");
        await bob.IsLiveAsync();
        var phone = await AnotherDeviceAsync(bob);
        await phone.EndsOtherSessionsAsync();

        await Expect(bob.Page.Locator("html[data-line=ended]")).ToHaveCountAsync(1);
    }

    async Task<(Person Ann, Person Bob)> AnnAndBobApartAsync()
    {
        await fleet.AllUpAsync();
        var (ann, bob) = (await SomebodyAsync("Ann"), await SomebodyAsync("Bob", at: fleet.Two));
        await bob.IsLiveAsync();
        return (ann, bob);
    }

    static async Task GoTogetherAsync(int chat, params Person[] people)
    {
        foreach (var person in people)
        {
            await person.GoesToAsync(chat);
            await person.IsLiveAsync();
        }
    }
}
