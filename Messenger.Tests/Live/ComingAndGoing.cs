using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

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

    [Fact]
    public async Task Is_hidden_by_the_next_beat_where_it_was_not_told()
    {
        await talk.DirectAsync();
        await using var bobs = await talk.OpenAsync("bob");
        await using var anns = await talk.OpenAsync("ann");
        var ann = talk.IdOf("ann");
        await bobs.HearsAsync($"presence online presence-of-{ann}");

        await HideAsync(true);
        Assert.Equal(Presence.Online, await SeenAsync());
        await anns.BeatAsync(0);
        Assert.Equal(Presence.Offline, await SeenAsync());
        await bobs.HearsAsync($"presence offline presence-of-{ann}");

        await HideAsync(false);
        await anns.BeatAsync(0);
        Assert.Equal(Presence.Online, await SeenAsync());

        Task<Presence> SeenAsync() => talk.DoAsync((IPresence presence) => Task.FromResult(presence.Get(ann)));

        // As another node does whose word of it is lost.
        Task<int> HideAsync(bool isHidden) => talk.DoAsync((MessengerDb db) => db.WriteAsync(
            () => db.Users.Where(user => user.Id == ann).ExecuteUpdateAsync(row => row.SetProperty(user => user.HidesPresence, isHidden))));
    }
}
