using Messenger.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>A password is what was typed, whichever keyboard makes the letters (RFC 8265).</summary>
public sealed class TypingPasswords : World
{
    // Letters in one piece, letters with their accents behind them; spaces of other keyboards.
    const string Composed = "cr\u00E8me br\u00FBl\u00E9e", Decomposed = "cre\u0300me bru\u0302le\u0301e", Wide = "cr\u00E8me\u3000br\u00FBl\u00E9e", Unbroken = "cre\u0300me\u00A0bru\u0302le\u0301e";

    public static readonly TheoryData<string, string> Pairs = new MatrixTheoryData<string, string>([Composed, Decomposed, Wide, Unbroken], [Composed, Decomposed, Wide, Unbroken]);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Opens_what_was_made_on_another_keyboard(string made, string typed)
    {
        var carol = await Register(made);

        Assert.Equal(carol, await LogIn(typed));
        await Refuses(Reason.Unknown, LogIn("creme brulee"));
        await Refuses(Reason.Unknown, LogIn(typed.ToUpperInvariant()));
    }

    [Fact]
    public async Task Changes_what_was_made_on_another_keyboard()
    {
        var carol = await Register(Composed);
        var session = await Do((Sessions s) => s.StartAsync(carol, "", ""));
        var me = (await Do((Sessions s) => s.FindAsync(session.Id, "")))!;

        await Do((Accounts a) => a.ChangePasswordAsync(me, Unbroken, Decomposed + "!"));

        Assert.Equal(carol, await LogIn(Wide + "!"));
    }

    [Fact]
    public async Task By_a_link_is_the_same_as_at_the_log_in()
    {
        var carol = await Register(Password);
        var link = await Do((MailLinks l) => l.MakeAsync(MailLinks.Reset, "carol@example.org"));

        await Do((Accounts a) => a.ResetAsync(link!.Token, Decomposed));

        Assert.Equal(carol, await LogIn(Composed));
    }

    [Theory]
    [InlineData(Decomposed, Decomposed)]
    [InlineData(Decomposed, Composed)]
    [InlineData(Composed, Decomposed)]
    [InlineData(Wide, Wide)]
    [InlineData(Unbroken, Unbroken)]
    [InlineData(Password, Password)]
    public async Task Opens_what_was_hashed_as_it_was_typed_and_any_keyboard_does_from_then_on(string hashed, string typed)
    {
        var carol = await Register("another " + Password);
        var old = new PasswordHasher<User>().HashPassword(null!, hashed);
        await Do((MessengerDb db) => db.Users.Where(user => user.Id == carol).ExecuteUpdateAsync(row => row.SetProperty(user => user.PasswordHash, old)));
        await Refuses(Reason.Unknown, LogIn(typed + "e"));

        Assert.Equal(carol, await LogIn(typed));

        Assert.Equal(carol, await LogIn(hashed.Normalize().Replace('\u3000', ' ').Replace('\u00A0', ' ')));
        Assert.Equal(carol, await LogIn(typed));
    }

    [Fact]
    public async Task Leaves_other_sessions_as_they_are_when_it_is_hashed_anew()
    {
        var carol = await Register(Password);
        var session = await Do((Sessions s) => s.StartAsync(carol, "", ""));
        var old = new PasswordHasher<User>().HashPassword(null!, Decomposed);
        await Do((MessengerDb db) => db.Users.Where(user => user.Id == carol).ExecuteUpdateAsync(row => row.SetProperty(user => user.PasswordHash, old)));

        var user = await Do((Accounts a) => a.LogInAsync("carol", Decomposed));

        Assert.NotNull(await Do((LogIns l) => l.EnterAsync(user, null, new Visit("", "", SessionKind.Browser, IsKnown: true))));
        Assert.NotNull(await Do((Sessions s) => s.FindAsync(session.Id, "")));
        Assert.NotEqual(old, await Do((MessengerDb db) => db.Users.Where(user => user.Id == carol).Select(user => user.PasswordHash).SingleAsync()));
    }

    [Fact]
    public async Task Is_measured_as_it_is_read() =>
        await Refuses(Reason.Invalid, "password_short", Register("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301"));

    async Task<int> Register(string password) =>
        (await Do((Accounts a) => a.RegisterAsync("carol", "carol@example.org", password, null, new Preferences()))).Id;

    async Task<int> LogIn(string password) => (await Do((Accounts a) => a.LogInAsync("carol", password))).Id;
}
