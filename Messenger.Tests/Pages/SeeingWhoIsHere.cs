namespace Messenger.Tests;

/// <summary>Pages show who is here at the moment they are drawn.</summary>
public sealed class SeeingWhoIsHere(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Shows_who_is_here_now()
    {
        var (group, direct) = (await talk.NewGroupAsync(), await talk.DirectAsync());
        Assert.Contains("0 online", await talk.HtmlAsync("ann", $"/chats/{group}"));
        Assert.Contains(Bob("offline"), await talk.HtmlAsync("ann", $"/chats/{direct}"));

        await using var page = await talk.OpenAsync("bob");

        Assert.Contains("1 online", await talk.HtmlAsync("ann", $"/chats/{group}"));
        Assert.Contains(Bob("online"), await talk.HtmlAsync("ann", $"/chats/{direct}"));

        string Bob(string presence) => $"<span class=\"presence-text-{talk.IdOf("bob")}\">{presence}</span>";
    }
}
