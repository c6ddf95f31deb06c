using Messenger.Domain;

namespace Messenger.Tests;

public sealed class MutingForAWhile(PushedServer server) : IClassFixture<PushedServer>
{
    [Theory]
    [InlineData("1", "muted until")]
    [InlineData("8", "muted until")]
    [InlineData("", "muted for good")]
    [InlineData("99", "muted for good")]
    [InlineData("always", "muted for good")]
    public async Task Is_said_by_the_chats_own_page(string hours, string sentence)
    {
        var (ann, chat) = await ChatAsync();

        await ann.ActAsync($"/chats/{chat}/mute", ("on", "true"), ("hours", hours));

        Assert.Contains(sentence, (await ann.OpenAsync($"/chats/{chat}/notifications")).Words);
        ann.Dispose();
    }

    [Fact]
    public async Task Ends_by_itself_and_the_open_list_hears_of_it()
    {
        var (ann, chat) = await ChatAsync();
        await ann.ActAsync($"/chats/{chat}/notifications", ("level", "mentions"), ("mute", "8"));
        Assert.Contains("data-muted=\"true\" data-level=\"mentions\"", (await ann.OpenAsync("/")).Html);
        await using var page = await OpenPage.OfAsync(server.Home, ann);

        await server.LetTimePassAsync();

        await page.HearsAsync("data-list");
        Assert.Contains("data-muted=\"false\" data-level=\"mentions\"", (await ann.OpenAsync("/")).Html);
        ann.Dispose();
    }

    [Fact]
    public async Task Lasts_as_long_as_was_said_last()
    {
        var (ann, chat) = await ChatAsync();
        await ann.ActAsync($"/chats/{chat}/mute", ("on", "true"), ("hours", "1"));
        await ann.ActAsync($"/chats/{chat}/mute", ("on", "true"));

        await server.LetTimePassAsync();
        await Eventually.TrueAsync(async () => await server.JobsAsync(PersonalChatSettings.UnmuteJob) == 0);

        Assert.Contains("muted for good", (await ann.OpenAsync($"/chats/{chat}/notifications")).Words);
        await ann.ActAsync($"/chats/{chat}/notifications", ("level", "all"), ("mute", "keep"));
        Assert.Contains("data-muted=\"true\"", (await ann.OpenAsync("/")).Html);
        await ann.ActAsync($"/chats/{chat}/notifications", ("level", "all"), ("mute", ""));
        Assert.Contains("data-muted=\"false\"", (await ann.OpenAsync("/")).Html);
        ann.Dispose();
    }

    [Theory]
    [InlineData("loud")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("all,none")]
    public async Task Needs_a_level_that_there_is(string level)
    {
        var (ann, chat) = await ChatAsync();

        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, (await ann.ActAsync($"/chats/{chat}/notifications", ("level", level), ("mute", "8"))).Status);

        Assert.Contains("data-muted=\"false\" data-level=\"all\"", (await ann.OpenAsync("/")).Html);
        ann.Dispose();
    }

    async Task<(Browser Ann, int Chat)> ChatAsync()
    {
        var ann = await server.RegisterAsync($"a{Guid.NewGuid():N}"[..20]);
        var bob = await server.RegisterAsync($"b{Guid.NewGuid():N}"[..20]);
        var (annsId, bobsId) = (await PushedServer.IdAsync(ann), await PushedServer.IdAsync(bob));
        bob.Dispose();
        return (ann, await server.DoAsync((Chats chats) => chats.GroupAsync(annsId, "Hikers", [bobsId])));
    }
}
