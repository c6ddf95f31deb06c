namespace Messenger.Tests;

/// <summary>Who is told that somebody is here, idle or gone: those who share a chat with them.</summary>
[RunsOnce]
public sealed class ComingAndGoing(Talk talk) : IClassFixture<Talk>
{
    [Fact]
    public async Task Is_told_to_acquaintances_only()
    {
        await talk.DirectAsync();
        await using var bobs = await talk.OpenAsync("bob");
        await using var eves = await talk.OpenAsync("eve");
        var anns = await talk.OpenAsync("ann");
        var ann = $"presence-of-{talk.IdOf("ann")}";

        await bobs.HearsAsync($"presence online {ann}");
        await anns.BeatAsync(0, isActive: false);
        await bobs.HearsAsync($"presence away {ann}");
        await anns.BeatAsync(0);
        await Eventually.TrueAsync(() => bobs.Heard.Count(one => one.Html.Contains($"presence online {ann}")) == 2);
        await anns.DisposeAsync();
        await bobs.HearsAsync($"presence offline {ann}");

        Assert.Contains(bobs.Heard, one => one.Html.Contains("в сети"));
        await talk.MarkAsync("eve", eves);
        Assert.DoesNotContain(eves.Heard, one => one.Html.Contains(ann));
    }

    [Fact]
    public async Task Is_mended_where_a_page_that_comes_shows_it_otherwise()
    {
        await talk.DirectAsync();
        await using var bobs = await talk.OpenAsync("bob");
        await using var eves = await talk.OpenAsync("eve");
        var anns = await talk.OpenAsync("ann");
        var ann = $"presence online presence-of-{talk.IdOf("ann")}";
        await bobs.HearsAsync(ann);
        var heardBefore = bobs.Heard.Count(one => one.Html.Contains(ann));

        await bobs.ShowsAsync(talk.IdOf("ann"), "online");
        await bobs.ShowsAsync(talk.IdOf("ann"), "offline");
        await eves.ShowsAsync(talk.IdOf("ann"), "offline");

        await Eventually.TrueAsync(() => bobs.Heard.Count(one => one.Html.Contains(ann)) > heardBefore);
        await talk.MarkAsync("bob", bobs);
        await talk.MarkAsync("eve", eves);
        await anns.DisposeAsync();
        await bobs.HearsAsync($"presence offline presence-of-{talk.IdOf("ann")}");
        Assert.Equal(heardBefore + 1, bobs.Heard.Count(one => one.Html.Contains(ann)));
        Assert.DoesNotContain(eves.Heard, one => one.Html.Contains(ann));
    }
}
