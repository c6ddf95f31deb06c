namespace Messenger.Tests;

/// <summary>Pages show who is here at the moment they are drawn.</summary>
public sealed class SeeingWhoIsHere(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Shows_who_is_here_now()
    {
        var (group, direct) = (await talk.NewGroupAsync(), await talk.DirectAsync());
        string[] paths = [$"/chats/{group}", $"/chats/{direct}"];
        var before = (await talk.HtmlAsync("ann", paths[0]), await talk.HtmlAsync("ann", paths[1]));

        await using var page = await talk.OpenAsync("bob");

        Assert.NotEqual(before.Item1, await talk.HtmlAsync("ann", paths[0]));
        Assert.Contains("1 online", await talk.HtmlAsync("ann", paths[0]));
        Assert.NotEqual(before.Item2, await talk.HtmlAsync("ann", paths[1]));
        Assert.Contains($"<span class=\"presence-text-{talk.IdOf("bob")}\">online</span>", await talk.HtmlAsync("ann", paths[1]));
    }
}
