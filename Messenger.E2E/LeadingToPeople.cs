using Messenger.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Messenger.E2E;

/// <summary>Faces, names and mentions lead to the person.</summary>
public sealed class LeadingToPeople(Chromium chromium, Server server) : Story(chromium, server)
{
    [Theory]
    [InlineData(".message .avatar")]
    [InlineData(".message .author a")]
    [InlineData(".message .mention")]
    public async Task One_press(string where)
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.GoesToAsync(chat);

        await ann.Page.Locator(where).First.ClickAsync();

        await ann.ArrivesAsync($"/people/{bob.Id}$");
        await Expect(ann.Page.Locator("h1")).ToHaveTextAsync(bob.Name);
    }

    /// <summary>They are not stops of their own, or there would be three in each message.</summary>
    [Fact]
    public async Task By_keyboard_through_the_menu_of_the_message()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.GoesToAsync(chat);
        Assert.Equal(["-1", "-1"], await ann.Page.EvalOnSelectorAllAsync<string[]>(".message:has-text('Ask') :is(.avatar, .author a)", "all => all.map(link => link.getAttribute('tabindex'))"));

        await ann.ActsOnAsync("Ask");
        await ann.Page.Locator("#sheet").GetByRole(AriaRole.Link, new() { Name = bob.Name }).First.ClickAsync();

        await ann.ArrivesAsync($"/people/{bob.Id}$");
    }

    [Fact]
    public async Task The_menus_say_whose_message_they_are_for_and_so_does_what_they_open()
    {
        var (ann, bob, chat) = await TalkAsync();
        await ann.GoesToAsync(chat);

        await ann.Page.GetByRole(AriaRole.Link, new() { Name = $"Actions for the message of {bob.Name}: Ask" }).ClickAsync();

        await Expect(ann.Page.GetByRole(AriaRole.Dialog)).ToHaveAccessibleNameAsync($"Message {bob.Name} Ask @{bob.Username} about it");
    }

    async Task<(Person Ann, Person Bob, int Chat)> TalkAsync()
    {
        var ann = await SomebodyAsync("Ann");
        var bob = await SomebodyAsync("Bob");
        var chat = await GroupAsync("Hikers", ann, bob);
        await SaysAsync(bob, chat, $"Ask @{bob.Username} about it");
        return (ann, bob, chat);
    }
}
