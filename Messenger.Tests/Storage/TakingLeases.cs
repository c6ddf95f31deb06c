using Messenger.Domain;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>Of all nodes one does what one is to do, and another when that one is gone.</summary>
public sealed class TakingLeases : World
{
    static readonly TimeSpan minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task One_holds_it_for_as_long_as_it_says_so()
    {
        var (one, two) = (await NodeAsync(), await NodeAsync());
        Assert.True(await one.TakeAsync("work", minute));
        Assert.True(await two.TakeAsync("other work", minute));
        Clock.Advance(minute / 2);
        Assert.False(await two.TakeAsync("work", minute));
        Assert.True(await one.TakeAsync("work", minute));
        Clock.Advance(minute / 2);

        Assert.False(await two.TakeAsync("work", minute));
    }

    [Fact]
    public async Task It_passes_on_when_its_holder_is_gone()
    {
        var (one, two) = (await NodeAsync(), await NodeAsync());
        await one.TakeAsync("work", minute);
        Clock.Advance(minute);

        Assert.True(await two.TakeAsync("work", minute));
        Assert.False(await one.TakeAsync("work", minute));
    }

    [Fact]
    public async Task What_is_given_back_is_free_and_what_is_anothers_is_not()
    {
        var (one, two) = (await NodeAsync(), await NodeAsync());
        await one.TakeAsync("work", minute);
        await two.GiveBackAsync("work");
        Assert.False(await two.TakeAsync("work", minute));

        await one.GiveBackAsync("work");

        Assert.True(await two.TakeAsync("work", minute));
    }

    /// <summary>A machine may start with a wrong clock, which is set right while it runs.</summary>
    [Fact]
    public async Task What_was_given_back_under_a_clock_that_was_ahead_is_free()
    {
        var (ahead, two) = (await NodeAsync(Ahead()), await NodeAsync());
        Assert.True(await ahead.TakeAsync("work", minute));

        await ahead.GiveBackAsync("work");

        Assert.False(await two.IsTakenAsync("work"));
        Assert.True(await two.TakeAsync("work", minute));
    }

    [Fact]
    public async Task It_passes_on_when_its_holder_is_gone_whose_clock_was_ahead()
    {
        var (ahead, two, three) = (await NodeAsync(Ahead()), await NodeAsync(), await NodeAsync());
        Assert.True(await ahead.TakeAsync("work", minute));

        Assert.True(await two.TakeAsync("work", minute));
        Assert.False(await three.TakeAsync("work", minute));
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_one_gets_it()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => NodeAsync()));

        var taken = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.TakeAsync("work", minute))));

        Assert.Single(taken, it => it);
    }

    [Fact]
    public async Task Who_is_alone_asks_nobody()
    {
        var alone = new Leases(null!, Clock, isAlone: true);

        Assert.True(await alone.TakeAsync("work", minute));
        await alone.GiveBackAsync("work");
    }

    FakeTimeProvider Ahead() => new(Clock.GetUtcNow().AddDays(2));

    Task<Leases> NodeAsync(TimeProvider? clock = null) => Do((ILookups lookups) => Task.FromResult(new Leases(lookups, clock ?? Clock, isAlone: false)));
}
