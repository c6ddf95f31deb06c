using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Options;

namespace Messenger.Tests;

/// <summary>Guessing at two nodes is no better than guessing at one.</summary>
[RunsOnce]
public sealed class TryingAtSeveralNodes(Fleet fleet) : IClassFixture<Fleet>
{
    [Fact]
    public async Task All_nodes_take_from_one_bucket_and_give_back_to_it()
    {
        const string what = "Account ann";

        Assert.Null(await TakeAsync(fleet.One, what));
        Assert.Null(await TakeAsync(fleet.Two, what));
        Assert.Null(await TakeAsync(fleet.One, what));
        Assert.InRange((await TakeAsync(fleet.Two, what))!.Value, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
        Assert.Null(await TakeAsync(fleet.Two, "Account bob"));

        await fleet.One.ActAsync((SharedTries tries) => tries.GiveBackAsync(what, TimeSpan.FromHours(1)));

        Assert.Null(await TakeAsync(fleet.Two, what));
        Assert.NotNull(await TakeAsync(fleet.One, what));
    }

    [Fact]
    public async Task Many_at_once_get_no_more()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AnswerAsync(i % 2 == 0 ? fleet.One : fleet.Two)));

        Assert.InRange(answers.Count(answer => answer == "taken"), 3 - answers.Count(answer => answer == "too late"), 3);

        // A busy machine may take longer than anybody waits for the database; whether it was taken then is not known.
        static async Task<string> AnswerAsync(FleetNode node)
        {
            try
            {
                return await TakeAsync(node, "Account crowd") is null ? "taken" : "refused";
            }
            catch (Exception failure) when (DatabaseUnavailable.Explains(failure))
            {
                return "too late";
            }
        }
    }

    [Theory]
    [InlineData(Limit.Account, 10)]
    [InlineData(Limit.Code, 5)]
    public async Task Wrong_passwords_and_codes_count_at_both_and_right_ones_at_none(Limit limit, int most)
    {
        (Limit, string)[] counted = [(limit, "guessed")];
        using var one = await LimitsAsync(fleet.One);
        using var two = await LimitsAsync(fleet.Two);
        for (var i = 0; i < 20; i++)
        {
            Assert.True(await one.TryAsync(() => Task.FromResult(true), counted));
        }

        for (var i = 0; i < most; i++)
        {
            var wrong = await Assert.ThrowsAsync<Refused>(() => (i % 2 == 0 ? one : two).TryAsync<bool>(() => throw Refused.Invalid("wrong", "That is wrong.", "password"), counted));
            Assert.Equal("wrong", wrong.Code);
        }

        foreach (var node in new[] { one, two })
        {
            Assert.Equal(Reason.TooMany, (await Assert.ThrowsAsync<Refused>(() => node.TryAsync(() => Task.FromResult(true), counted))).Reason);
        }
    }

    [Fact]
    public async Task Mails_that_are_asked_for_count_at_both()
    {
        using var one = await LimitsAsync(fleet.One);
        using var two = await LimitsAsync(fleet.Two);
        await one.MailAsync("ann@example.org", "192.0.2.1");
        await two.MailAsync("ann@example.org", "192.0.2.2");
        await one.MailAsync("ann@example.org", "192.0.2.3");

        Assert.Equal(Reason.TooMany, (await Assert.ThrowsAsync<Refused>(() => two.MailAsync("ann@example.org", "192.0.2.4"))).Reason);
    }

    static Task<TimeSpan?> TakeAsync(FleetNode node, string what) => node.DoAsync((SharedTries tries) => tries.TakeAsync(what, 3, TimeSpan.FromHours(1)));

    // Those of the nodes are off, like in every test that is not about them.
    static async Task<RateLimits> LimitsAsync(FleetNode node)
    {
        var settings = await node.DoAsync((AllSettings all) => Task.FromResult(all.Messenger));
        return new RateLimits(Options.Create(settings with { RateLimits = "on" }), TimeProvider.System, await node.DoAsync((SharedTries tries) => Task.FromResult(tries)));
    }
}
