using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class ChangingPasswords : World
{
    const string Next = "four ordinary words instead";

    static readonly Visit visit = new("Browser", "::1", SessionKind.Browser, IsKnown: true);

    [Fact]
    public async Task The_new_one_opens_and_the_old_one_does_not()
    {
        await Change(await Me(), Password, Next);

        Assert.Equal(Ann, (await Do((Accounts a) => a.LogInAsync("ann", Next))).Id);
        await Refuses(Reason.Unknown, Do((Accounts a) => a.LogInAsync("ann", Password)));
    }

    [Fact]
    public async Task Every_other_session_ends_and_this_one_stays()
    {
        var (other, me) = (await Me(), await Me());

        await Change(me, Password, Next);

        Assert.Null(await Do((Sessions s) => s.FindAsync(other.SessionId, "")));
        Assert.NotNull(await Do((Sessions s) => s.FindAsync(me.SessionId, "")));
        Assert.Equal([other.SessionId], Said<SessionsEnded>().SessionIds);
    }

    [Fact]
    public async Task Leaves_a_mail_that_tells_it_and_a_refused_one_does_not()
    {
        var me = await Me();
        await Refuses(Reason.Invalid, Change(me, "not my password", Next));
        Assert.Equal(0, await Mails());

        await Change(me, Password, Next);

        Assert.Equal(1, await Mails());

        Task<int> Mails() => Do((MessengerDb db) => db.Jobs.CountAsync(
            job => job.Kind == SafetyMails.Kind && job.Payload.Contains($"\"Change\":{(int)SafetyChange.NewPassword}")));
    }

    [Theory]
    [InlineData("not my password")]
    [InlineData("")]
    [InlineData(null)]
    public async Task The_current_one_must_be_known(string? current)
    {
        var (other, me) = (await Me(), await Me());

        var refused = await Refuses(Reason.Invalid, "wrong_current_password", Change(me, current, Next));

        Assert.Equal("current", refused.Field);
        Assert.NotNull(await Do((Sessions s) => s.FindAsync(other.SessionId, "")));
        Assert.Equal(Ann, (await Do((Accounts a) => a.LogInAsync("ann", Password))).Id);
    }

    [Theory]
    [InlineData(null, "password_short")]
    [InlineData("short", "password_short")]
    [InlineData("password123", "password_common")]
    [InlineData("ann@EXAMPLE.org", "password_common")]
    public async Task The_new_one_obeys_the_rules(string? next, string code)
    {
        var me = await Me();

        Assert.Equal("next", (await Refuses(Reason.Invalid, code, Change(me, Password, next))).Field);
    }

    [Fact]
    public async Task The_second_click_finds_that_it_is_not_the_current_one_any_more()
    {
        var me = await Me();
        await Change(me, Password, Next);

        await Refuses(Reason.Invalid, "wrong_current_password", Change(me, Password, Next));
    }

    /// <summary>The old one is found right, then changed, and only then the session begins.</summary>
    [Fact]
    public async Task A_session_that_begins_too_late_does_not_begin()
    {
        var proven = await Do((Accounts a) => a.LogInAsync("ann", Password));
        var me = await Me();
        await Change(me, Password, Next);

        await Refuses(Reason.Unknown, "wrong_password", Do((LogIns l) => l.EnterAsync(proven, null, visit)));

        Assert.Equal([me.SessionId], (await Do((Sessions s) => s.ListAsync(me))).Select(session => session.Id));
        var again = await Do((Accounts a) => a.LogInAsync("ann", Next));
        Assert.Equal(Ann, (await Do((LogIns l) => l.EnterAsync(again, null, visit))).UserId);
    }

    [Fact]
    public async Task No_session_that_began_with_the_old_one_survives_however_close_it_was()
    {
        var me = await Me();
        var (old, next) = (Password, Next);
        for (var round = 1; round <= 8; round++)
        {
            var proven = await Do((Accounts a) => a.LogInAsync("ann", old));
            using var ready = new Barrier(5);
            var starts = Enumerable.Range(0, 4).Select(_ => At(ready, () => Do((LogIns l) => l.EnterAsync(proven, null, visit)))).ToList();

            await Task.WhenAll([Outcomes(starts), At(ready, () => Change(me, old, next))]);

            Assert.Equal([me.SessionId], (await Do((Sessions s) => s.ListAsync(me))).Select(session => session.Id));
            (old, next) = (next, old);
        }
    }

    [Fact]
    public async Task A_token_that_is_made_too_late_is_not_made()
    {
        var (other, me) = (await Me(), await Me());
        await Change(me, Password, Next);

        await Refuses(Reason.Unknown, "session_ended", Do((PersonalTokens t) => t.CreateAsync(other, "Robot", Next, null)));

        Assert.Empty(await Do((PersonalTokens t) => t.ListAsync(me)));
    }

    // On a thread of its own: what waits for the others must not keep them from running.
    static Task At(Barrier ready, Func<Task> act) => Task.Factory.StartNew(() =>
    {
        ready.SignalAndWait();
        return act();
    }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    Task Change(Me me, string? current, string? next) => Do((Accounts a) => a.ChangePasswordAsync(me, current, next));

    Task<Me> Me() => Do(async (Sessions s) =>
        Assert.IsType<Me>(await s.FindAsync((await s.StartAsync(Ann, "Browser", "::1")).Id, "::1")));
}
