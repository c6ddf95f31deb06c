using Messenger.Domain;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

[RunsOnce]
public sealed class WhoIsHere : IAsyncDisposable
{
    const int Ann = 1, Bob = 2;

    readonly FakeTimeProvider clock = new();
    readonly InProcessPresence presence;
    readonly IAsyncEnumerator<(int UserId, Presence Presence)> told;
    Task<bool> next;

    public WhoIsHere()
    {
        presence = new InProcessPresence(clock);
        told = presence.ChangesAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        next = told.MoveNextAsync().AsTask();
    }

    [Fact]
    public void Nobody_is_here_at_first()
    {
        Assert.Equal(Presence.Offline, presence.Get(Ann));
        Assert.Empty(presence.Connected([Ann, Bob]));
    }

    [Fact]
    public async Task Who_connects_is_online_and_that_is_told()
    {
        presence.Connected(Ann, "phone");

        Assert.Equal(Presence.Online, presence.Get(Ann));
        Assert.Equal([Ann], presence.Connected([Ann, Bob]));
        Assert.Equal((Ann, Presence.Online), await Told());
    }

    [Fact]
    public async Task One_is_away_when_all_ones_connections_are_idle()
    {
        presence.Connected(Ann, "phone");
        presence.Connected(Ann, "desk");
        presence.Beats(Ann, "phone", active: false);
        Assert.Equal((Ann, Presence.Online), await Told());

        presence.Beats(Ann, "desk", active: false);

        Assert.Equal((Ann, Presence.Away), await Told());
        presence.Beats(Ann, "phone", active: true);
        Assert.Equal((Ann, Presence.Online), await Told());
    }

    [Fact]
    public async Task A_beat_that_was_still_on_its_way_keeps_nobody_here()
    {
        presence.Connected(Ann, "phone");
        await Told();
        presence.Disconnected(Ann, "phone");

        presence.Beats(Ann, "phone", active: true);

        Assert.Empty(presence.Connected([Ann]));
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((Ann, Presence.Offline), await Told());
    }

    [Fact]
    public async Task One_is_here_as_long_as_one_connection_is()
    {
        presence.Connected(Ann, "phone");
        presence.Connected(Ann, "desk");
        await Told();

        presence.Disconnected(Ann, "desk");
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Presence.Online, presence.Get(Ann));
    }

    [Fact]
    public async Task Leaving_is_told_four_seconds_after_the_last_connection_went()
    {
        presence.Connected(Ann, "phone");
        await Told();

        presence.Disconnected(Ann, "phone");

        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(Presence.Online, presence.Get(Ann));
        Assert.Empty(presence.Connected([Ann]));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Presence.Offline, presence.Get(Ann));
        Assert.Equal((Ann, Presence.Offline), await Told());
    }

    [Fact]
    public async Task Going_from_page_to_page_is_not_told()
    {
        presence.Connected(Ann, "one page");
        await Told();

        presence.Disconnected(Ann, "one page");
        clock.Advance(TimeSpan.FromSeconds(2));
        presence.Connected(Ann, "the next page");
        clock.Advance(TimeSpan.FromSeconds(10));
        presence.Connected(Bob, "phone");

        Assert.Equal((Bob, Presence.Online), await Told());
    }

    [Fact]
    public async Task Who_was_away_and_turns_the_page_is_away_until_it_is_there()
    {
        presence.Connected(Ann, "phone");
        presence.Beats(Ann, "phone", active: false);
        await Told();

        presence.Disconnected(Ann, "phone");

        Assert.Equal(Presence.Away, presence.Get(Ann));
    }

    [Fact]
    public void A_connection_that_never_was_can_go()
    {
        presence.Disconnected(Ann, "phone");

        Assert.Equal(Presence.Offline, presence.Get(Ann));
    }

    [Fact]
    public async Task Several_people_are_told_in_one_round()
    {
        presence.Connected(Ann, "phone");
        presence.Connected(Bob, "phone");

        clock.Advance(TimeSpan.FromSeconds(1));
        var both = new[] { await Waiting(), await Waiting() };

        Assert.Equal([(Ann, Presence.Online), (Bob, Presence.Online)], both.Order());
    }

    public async ValueTask DisposeAsync()
    {
        // The reader waits for the next round; one more change lets it come to rest.
        if (!next.IsCompleted)
        {
            presence.Connected(0, "the end");
            clock.Advance(TimeSpan.FromSeconds(1));
            await next;
        }

        await told.DisposeAsync();
    }

    async Task<(int, Presence)> Told()
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return await Waiting();
    }

    async Task<(int, Presence)> Waiting()
    {
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(60)));
        var one = told.Current;
        next = told.MoveNextAsync().AsTask();
        return one;
    }
}
