using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>The copy that a node keeps of what the others say.</summary>
[RunsOnce]
public sealed class HearingWhoIsWhere(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
{
    readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
    BusNode here = null!, there = null!;
    RedisPresence presence = null!;

    public async ValueTask InitializeAsync()
    {
        here = await BusNode.StartAsync(redis.Address);
        there = await BusNode.StartAsync(redis.Address);
        presence = new RedisPresence(here.Line, clock);
        await Eventually.TrueAsync(() => here.Line.IsUp && there.Line.IsUp);
    }

    public async ValueTask DisposeAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_died_is_believed_for_45_seconds()
    {
        await SaysAsync(isAll: true, online: [7], away: [8]);
        Assert.Equal((Presence.Online, Presence.Away, Presence.Offline), (presence.Get(7), presence.Get(8), presence.Get(9)));
        Assert.Equal([7, 8], presence.Connected([7, 8, 9]).Order());

        clock.Advance(TimeSpan.FromSeconds(44));
        Assert.Equal(Presence.Online, presence.Get(7));
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((Presence.Offline, Presence.Offline), (presence.Get(7), presence.Get(8)));
    }

    [Fact]
    public async Task What_is_said_again_is_the_whole_and_what_is_new_a_part()
    {
        await SaysAsync(isAll: true, online: [7, 8], away: []);
        await SaysAsync(isAll: false, online: [], away: [8]);
        Assert.Equal((Presence.Online, Presence.Away), (presence.Get(7), presence.Get(8)));

        await SaysAsync(isAll: true, online: [9], away: []);

        Assert.Equal((Presence.Offline, Presence.Offline, Presence.Online), (presence.Get(7), presence.Get(8), presence.Get(9)));
    }

    [Fact]
    public async Task Who_is_here_and_there_is_as_present_as_at_the_better_of_both()
    {
        await SaysAsync(isAll: true, online: [], away: [7]);
        presence.Connected(7, "here");
        Assert.Equal(Presence.Online, presence.Get(7));

        presence.Beats(7, "here", active: false);

        Assert.Equal(Presence.Away, presence.Get(7));
    }

    async Task SaysAsync(bool isAll, int[] online, int[] away)
    {
        var before = here.Messages.Count;
        there.Line.Post(0, new NodeMessage(NodeMessage.Newest, there.Line.Node) { Here = new PeopleHere(isAll, online, away, [], new Dictionary<int, IReadOnlyList<int>>()) });
        // Presence listens after who counts.
        await Eventually.TrueAsync(() => here.Messages.Count > before);
        await Eventually.TrueAsync(() => online.All(id => presence.Get(id) is Presence.Online) && away.All(id => presence.Get(id) is not Presence.Offline));
    }
}
