using Messenger.Domain;
using Messenger.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Messenger.Tests;

public sealed class ForgettingPasswords : World
{
    const string Next = "four ordinary words instead";

    [Fact]
    public async Task A_link_sets_a_new_one()
    {
        await Reset(await Link(), Next);

        Assert.Equal(Ann, (await Do((Accounts a) => a.LogInAsync("ann", Next))).Id);
        await Refuses(Reason.Unknown, Do((Accounts a) => a.LogInAsync("ann", Password)));
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var token = await Link();
        await Reset(token, Next);

        await Refuses(Reason.Invalid, "link_dead", Reset(token, "another five ordinary words"));
        Assert.Equal(Ann, (await Do((Accounts a) => a.LogInAsync("ann", Next))).Id);
    }

    [Fact]
    public async Task A_link_works_once_also_for_many_at_the_same_time()
    {
        var token = await Link();

        var outcomes = await Outcomes(Enumerable.Range(1, 5).Select(i => Reset(token, $"{Next} {i}")));

        Assert.Equal([null, "link_dead", "link_dead", "link_dead", "link_dead"], outcomes.Order());
    }

    [Fact]
    public async Task The_first_of_two_links_kills_the_second()
    {
        var (first, second) = (await Link(), await Link());
        await Reset(first, Next);

        await Refuses(Reason.Invalid, "link_dead", Reset(second, Next));
    }

    [Fact]
    public async Task A_link_dies_when_the_password_is_changed_otherwise()
    {
        var token = await Link();
        var me = await Me();
        await Do((Accounts a) => a.ChangePasswordAsync(me, Password, Next));

        await Refuses(Reason.Invalid, "link_dead", Reset(token, "another five ordinary words"));
    }

    [Fact]
    public async Task A_link_lasts_an_hour()
    {
        Assert.Equal(TimeSpan.FromHours(1), await Do((IOptions<ResetTokenProvider.Lifetime> lifetime) => Task.FromResult(lifetime.Value.TokenLifespan)));
        var token = await Link();
        await Do((IOptions<ResetTokenProvider.Lifetime> lifetime) => Task.FromResult(lifetime.Value.TokenLifespan = TimeSpan.FromHours(-1)));

        await Refuses(Reason.Invalid, "link_dead", Reset(token, Next));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("1.AAAA")]
    [InlineData("1.%%%")]
    [InlineData("999999.AAAA")]
    [InlineData("99999999999999.AAAA")]
    [InlineData("+1.AAAA")]
    public async Task Rubbish_is_no_link(string? token) => await Refuses(Reason.Invalid, "link_dead", Reset(token, Next));

    [Fact]
    public async Task A_link_is_good_for_one_person_and_one_purpose()
    {
        var token = await Link();
        var verifying = (await Do((MailLinks l) => l.MakeAsync(MailLinks.Verify, "ann@example.org")))!.Token;

        await Refuses(Reason.Invalid, "link_dead", Reset($"{Bob}{token[1..]}", Next));
        await Refuses(Reason.Invalid, "link_dead", Reset(verifying, Next));
        await Refuses(Reason.Invalid, "link_dead", Do((Accounts a) => a.VerifyAsync(token)));
    }

    [Fact]
    public async Task Every_session_and_token_ends()
    {
        var (one, other) = (await Me(), await Me());
        var made = await Do((PersonalTokens t) => t.CreateAsync(one, "Robot", Password, null));

        await Reset(await Link(), Next);

        Assert.Null(await Do((Sessions s) => s.FindAsync(one.SessionId, "")));
        Assert.Null(await Do((Sessions s) => s.FindAsync(other.SessionId, "")));
        Assert.Null(await Do((PersonalTokens t) => t.FindAsync(made.Secret, "")));
        Assert.Equal(new[] { one.SessionId, other.SessionId, made.Id }.Order(), Said<SessionsEnded>().SessionIds.Order());
    }

    [Fact]
    public async Task A_refused_password_ends_nothing_and_leaves_the_link_alive()
    {
        var (me, token) = (await Me(), await Link());

        Assert.Equal("next", (await Refuses(Reason.Invalid, "password_short", Reset(token, "short"))).Field);

        Assert.NotNull(await Do((Sessions s) => s.FindAsync(me.SessionId, "")));
        await Reset(token, Next);
    }

    [Fact]
    public async Task It_proves_the_address_too()
    {
        await Reset(await Link(), Next);

        Assert.True((await Me()).IsVerified);
    }

    [Theory]
    [InlineData("ann@example.org")]
    [InlineData("nobody@example.org")]
    public async Task Asking_writes_the_same_job_for_anybody(string email)
    {
        await Do((Accounts a) => a.ForgotAsync($" {email} "));

        var job = await Do((MessengerDb db) => db.Jobs.SingleAsync(job => job.Kind == MailLinks.Reset));
        Assert.Equal(($"\"{email}\"", Clock.Now()), (job.Payload, job.DueAt));
    }

    [Fact]
    public async Task Nobody_gets_a_link_who_is_not_there_or_was_deactivated()
    {
        await Deactivate(Bob);

        Assert.Null(await Do((MailLinks l) => l.MakeAsync(MailLinks.Reset, "bob@example.org")));
        Assert.Null(await Do((MailLinks l) => l.MakeAsync(MailLinks.Reset, "nobody@example.org")));
    }

    [Fact]
    public async Task What_is_no_address_is_refused() =>
        Assert.Equal("email", (await Refuses(Reason.Invalid, "email_odd", Do((Accounts a) => a.ForgotAsync("ann")))).Field);

    Task Reset(string? token, string? next) => Do((Accounts a) => a.ResetAsync(token, next));

    async Task<string> Link() => (await Do((MailLinks l) => l.MakeAsync(MailLinks.Reset, "ANN@example.org")))!.Token;

    Task<Me> Me() => Do(async (Sessions s) => Assert.IsType<Me>(await s.FindAsync((await s.StartAsync(Ann, "Browser", "::1")).Id, "::1")));
}
