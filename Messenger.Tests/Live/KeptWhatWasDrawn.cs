using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What is kept of a chat between two readings never shows what was.</summary>
public sealed class KeptWhatWasDrawn(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Quotes_follow_what_they_quote()
    {
        var group = await talk.NewGroupAsync();
        var secret = await talk.SayAsync("ann", group, "The secret place");
        await talk.DoAsync((Messages messages) => messages.PostAsync(talk.IdOf("bob"), group, "Really?", null, secret.Id));
        Assert.Equal(2, Count("The secret place", await talk.HtmlAsync("bob", $"/chats/{group}")));

        await talk.PostAsync("ann", $"/chats/{group}/messages/{secret.Id}", "text=The other place");
        Assert.Equal(2, Count("The other place", await talk.HtmlAsync("bob", $"/chats/{group}")));

        await talk.PostAsync("ann", $"/chats/{group}/messages/{secret.Id}/delete");
        var html = await talk.HtmlAsync("bob", $"/chats/{group}");
        Assert.Equal((0, 0), (Count("The secret place", html), Count("The other place", html)));
    }

    [Fact]
    public async Task Names_and_reactions_are_those_of_now()
    {
        var group = await talk.NewGroupAsync();
        var said = await talk.SayAsync("bob", group, "Hello");
        await talk.HtmlAsync("ann", $"/chats/{group}");

        await talk.PostAsync("ann", $"/chats/{group}/messages/{said.Id}/reactions", "emoji=👍");
        Assert.Contains($"data-people=\"{talk.IdOf("ann")}\"", await talk.HtmlAsync("ann", $"/chats/{group}"));

        await talk.PostAsync("bob", "/settings", "username=bob&full_name=Robert of the Harbour");
        Assert.Contains("Robert of the Harbour</bdi></a></p>", await talk.HtmlAsync("ann", $"/chats/{group}"));
        await talk.PostAsync("bob", $"/chats/{group}/messages/{said.Id}/reactions", "emoji=👍");
        Assert.Contains("title=\"ann, Robert of the Harbour\"", await talk.HtmlAsync("ann", $"/chats/{group}"));
        await talk.PostAsync("bob", "/settings", "username=bob&full_name=Robert of the Hill");
        Assert.Contains("title=\"ann, Robert of the Hill\"", await talk.HtmlAsync("ann", $"/chats/{group}"));
        await talk.PostAsync("bob", "/settings", "username=bob&full_name=");
    }

    static int Count(string text, string html) => Drawn.In(html).Count(message => message.Text.Contains(text)) + html.Split("class=\"quote").Skip(1).Count(quote => quote.Split("</a>")[0].Contains(text));
}
