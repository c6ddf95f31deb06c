using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Messenger.Tests;

public sealed class VerifyingEmail : World
{
    [Fact]
    public async Task Is_asked_for_by_the_registration()
    {
        await Do((Accounts a) => a.RegisterAsync("zoe", "Zoe@example.org", Password, null, new Preferences()));

        var jobs = await Do((MessengerDb db) => db.Jobs.OrderBy(job => job.Id).Select(job => job.Payload).ToListAsync());
        Assert.Equal("\"Zoe@example.org\"", jobs[^1]);
    }

    [Fact]
    public async Task Is_not_asked_for_when_the_registration_is_refused()
    {
        await Refuses(Reason.Invalid, Do((Accounts a) => a.RegisterAsync("ann", "another@example.org", Password, null, new Preferences())));

        Assert.False(await Do((MessengerDb db) => db.Jobs.AnyAsync(job => job.Payload.Contains("another"))));
    }

    [Fact]
    public async Task Is_done_by_the_link_as_often_as_it_is_followed()
    {
        var token = await Link();
        Assert.False((await Me()).IsVerified);

        await Do((Accounts a) => a.VerifyAsync(token));
        await Do((Accounts a) => a.VerifyAsync(token));

        Assert.True((await Me()).IsVerified);
    }

    [Fact]
    public async Task Needs_no_second_link_afterwards()
    {
        var token = await Link();
        await Do((Accounts a) => a.VerifyAsync(token));

        Assert.Null(await Do((MailLinks l) => l.MakeAsync(MailLinks.Verify, "ann@example.org")));
    }

    [Fact]
    public async Task Has_three_days()
    {
        Assert.Equal(TimeSpan.FromDays(3), await Do((IOptions<VerifyTokenProvider.Lifetime> lifetime) => Task.FromResult(lifetime.Value.TokenLifespan)));
        var token = await Link();
        await Do((IOptions<VerifyTokenProvider.Lifetime> lifetime) => Task.FromResult(lifetime.Value.TokenLifespan = TimeSpan.FromDays(-3)));

        await Refuses(Reason.Invalid, "link_dead", Do((Accounts a) => a.VerifyAsync(token)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1.AAAA")]
    [InlineData("no link at all")]
    public async Task Is_not_done_by_rubbish(string? token)
    {
        await Refuses(Reason.Invalid, "link_dead", Do((Accounts a) => a.VerifyAsync(token)));
        Assert.False((await Me()).IsVerified);
    }

    [Fact]
    public async Task Can_be_asked_for_again()
    {
        var me = await Me();
        await Do((Accounts a) => a.AskToVerifyAsync(me));

        Assert.Equal(2, await Do((MessengerDb db) => db.Jobs.CountAsync(job => job.Kind == MailLinks.Verify && job.Payload == "\"ann@example.org\"")));
    }

    async Task<string> Link() => (await Do((MailLinks l) => l.MakeAsync(MailLinks.Verify, "ann@example.org")))!.Token;

    Task<Me> Me() => Do(async (Sessions s) => Assert.IsType<Me>(await s.FindAsync((await s.StartAsync(Ann, "Browser", "::1")).Id, "::1")));
}
