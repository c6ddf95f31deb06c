using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Reactions as pages show them: a button that says who, the same for everybody, and works as a plain form.</summary>
public sealed class ReactingOnPages(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Each_is_a_button_of_the_one_form_of_the_page()
    {
        var group = await talk.NewGroupAsync();
        var said = await talk.SayAsync("ann", group, "We won");
        await talk.PostAsync("ann", $"/chats/{group}/messages/{said.Id}/reactions", "emoji=🎉");

        foreach (var path in new[] { $"/chats/{group}", $"/chats/{group}/messages/{said.Id}" })
        {
            var html = WebUtility.HtmlDecode(await talk.HtmlAsync("bob", path));
            Assert.Matches("<form id=\"reacting\" method=\"post\"[^>]*>\\s*<input name=\"__RequestVerificationToken\"", html);
            Assert.Matches($"<button class=\"reaction\" id=\"reaction-{said.Id}-🎉\"\\s+form=\"reacting\" name=\"emoji\" value=\"🎉\"\\s+formaction=\"/chats/{group}/messages/{said.Id}/reactions\"", html);
            Assert.Contains("title=\"ann\"", html);
        }
    }

    [Fact]
    public async Task An_open_page_hears_the_button_with_the_names()
    {
        var group = await talk.NewGroupAsync();
        await using var bobs = await talk.OpenAsync("bob");
        var said = await talk.SayAsync("ann", group, "We won");

        await talk.PostAsync("ann", $"/chats/{group}/messages/{said.Id}/reactions", "emoji=🎉");
        await talk.PostAsync("bob", $"/chats/{group}/messages/{said.Id}/reactions", "emoji=🎉");

        var heard = await bobs.HearsAsync("title=\"ann, bob\"");
        Assert.Contains("outerMorph", heard.Html);
        Assert.DoesNotContain("RequestVerificationToken", heard.Html);
    }

    [Fact]
    public void More_names_than_anybody_reads_are_counted()
    {
        var people = Enumerable.Range(1, 21).Select(n => new ReactorView(1000 + n, $"n{n}")).ToList();

        Assert.EndsWith("n20 and 1 other", Web.DisplayNames.Of(new ReactionView("🎉", people), new Web.Texts()));
        Assert.EndsWith(", n20", Web.DisplayNames.Of(new ReactionView("🎉", people[..20]), new Web.Texts()));
    }
}
