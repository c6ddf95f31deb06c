namespace Messenger.Tests;

/// <summary>Apart from TheEndlessPage, where Ann has just been reading and would still count as being here.</summary>
[RunsOnce]
public sealed class ReadingTheEndlessPage(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Counts_as_being_here()
    {
        await talk.DirectAsync();
        await using var bobs = await talk.OpenAsync("bob");
        using var page = await EndlessPage.OpenAsync(talk.Home, talk.Of("ann"), await talk.NewGroupAsync());

        await bobs.HearsAsync($"presence online presence-of-{talk.IdOf("ann")}");
    }
}
