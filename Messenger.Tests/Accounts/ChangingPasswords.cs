using Messenger.Domain;

namespace Messenger.Tests;

public sealed class ChangingPasswords : World
{
    const string Next = "four ordinary words instead";

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

    Task Change(Me me, string? current, string? next) => Do((Accounts a) => a.ChangePasswordAsync(me, current, next));

    Task<Me> Me() => Do(async (Sessions s) =>
        Assert.IsType<Me>(await s.FindAsync((await s.StartAsync(Ann, "Browser", "::1")).Id, "::1")));
}
