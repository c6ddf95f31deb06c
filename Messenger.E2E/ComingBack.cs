using Messenger.Domain;
using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Who goes back to a page is where they were on it.</summary>
public sealed class ComingBack(Chromium chromium, Server server) : Story(chromium, server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Back_from_a_profile_is_where_one_was(bool onAPhone)
    {
        var (_, bob, chat) = await ChatOfTwoAsync(onAPhone ? Phone : null);
        await FillAsync(bob, chat, 130);
        await bob.GoesToAsync(chat);
        await ScrollsToAsync(bob, "line 70");
        var place = await PlaceAsync(bob, "line 70");

        await bob.Page.ClickAsync(".thread-who");
        await bob.ArrivesAsync("/people/");
        await bob.Page.GoBackAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await IsThereAsync();

        await bob.Page.ClickAsync(".thread-who");
        await bob.ArrivesAsync("/people/");
        await bob.Page.ClickAsync("a.back");
        await bob.ArrivesAsync("/chats/");
        await IsThereAsync();

        await bob.ReloadsAsync();
        await IsThereAsync();

        async Task IsThereAsync()
        {
            await bob.IsLiveAsync();
            await Expect(bob.Said("line 70")).ToBeInViewportAsync();
            Assert.Equal(place, await PlaceAsync(bob, "line 70"), 2.0);
        }
    }

    [Fact]
    public async Task Back_from_settings_and_from_a_quote_is_too()
    {
        var (ann, bob, chat) = await ChatOfTwoAsync();
        await FillAsync(ann, chat, 60);
        var first = (await Server.DoAsync((History history) => history.NewestAsync(bob.Id, chat))).Messages[10];
        await Server.DoAsync((Domain.Messages messages) => messages.PostAsync(bob.Id, chat, "That one", replyTo: first.Id));
        await FillAsync(ann, chat, 20);
        await bob.GoesToAsync(chat);
        await ScrollsToAsync(bob, "That one");
        var place = await PlaceAsync(bob, "That one");

        await bob.Said("That one").Locator(".quote").ClickAsync();
        await Expect(bob.Page.Locator($"#message-{first.Id}")).ToBeInViewportAsync();
        await bob.Page.GoBackAsync();
        await Expect(bob.Said("That one")).ToBeInViewportAsync();
        Assert.Equal(place, await PlaceAsync(bob, "That one"), 2.0);

        await bob.Page.ClickAsync(".sidebar .bar a[href='/settings']");
        await bob.ArrivesAsync("/settings");
        await bob.Page.GoBackAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await bob.IsLiveAsync();
        await Expect(bob.Said("That one")).ToBeInViewportAsync();
        Assert.Equal(place, await PlaceAsync(bob, "That one"), 2.0);
    }

    [Fact]
    public async Task A_long_page_is_where_one_was_too()
    {
        var ann = await SomebodyAsync("Ann", Phone);
        await ann.GoesToAsync("/settings");
        var link = ann.Page.Locator("main a[href='/settings/devices']");
        await link.ScrollIntoViewIfNeededAsync();
        await ann.Page.EvalOnSelectorAsync("main.page", "page => { page.scrollTop = page.scrollHeight }");
        await ann.Page.UntilAsync("() => history.state?.top > 0");
        var place = (await link.BoundingBoxAsync())!.Y;

        await link.EvaluateAsync("link => link.click()");
        await ann.ArrivesAsync("/settings/devices");
        await ann.Page.ClickAsync("a.back");
        await ann.ArrivesAsync("/settings$");
        await ann.IsLiveAsync();

        Assert.Equal(place, (await link.BoundingBoxAsync())!.Y, 2.0);
    }

    static async Task ScrollsToAsync(Person person, string text)
    {
        // As one scrolls: up, until it is there.
        for (var tries = 0; tries < 20 && await person.Messages.Filter(new() { HasText = text }).CountAsync() == 0; tries++)
        {
            var count = await person.Messages.CountAsync();
            await person.Page.EvalOnSelectorAsync("#scroll", "scroll => { scroll.scrollTop = -scroll.scrollHeight }");
            await Expect(person.Messages).Not.ToHaveCountAsync(count);
        }

        await person.Said(text).EvaluateAsync("li => li.scrollIntoView({ block: 'center' })");
        await person.ArrivesAsync("around=\\d+");
    }

    static async Task<double> PlaceAsync(Person person, string text) => (await person.Said(text).BoundingBoxAsync())!.Y;
}
