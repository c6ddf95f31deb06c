using Messenger.Domain;

namespace Messenger.Tests;

public sealed class CheckingPasswords : World
{
    [Theory]
    [InlineData("ann@example.org")]
    [InlineData(" ANN@EXAMPLE.ORG ")]
    [InlineData("ann")]
    [InlineData("Ann")]
    [InlineData("@ann")]
    [InlineData(" @Ann")]
    [InlineData("\u202A@ann\u202C")]
    [InlineData("\uFEFFann@example.org\u200B")]
    [InlineData("\u200Dann\u2060 ")]
    public async Task By_address_or_name_however_capitalised(string typed) => Assert.Equal(Ann, (await LogIn(typed, Password)).Id);

    [Theory]
    [InlineData("ann@example.org", "three ordinary word")]
    [InlineData("ann@example.org", "Three ordinary words")]
    [InlineData("ann@example.org", "")]
    [InlineData("ann@example.org", null)]
    [InlineData("nobody@example.org", Password)]
    [InlineData("nobody", Password)]
    [InlineData("", Password)]
    [InlineData(null, null)]
    [InlineData("a\0@example.org", Password)]
    public async Task The_answer_is_the_same_for_an_unknown_address_and_a_wrong_password(string? typed, string? password)
    {
        var refused = await Refuses(Reason.Unknown, "wrong_password", LogIn(typed, password));

        Assert.Equal(("This e-mail and password do not belong together.", "password"), (refused.Message, refused.Field));
    }

    [Fact]
    public async Task Half_a_character_is_nobodys_name()
    {
        await Refuses(Reason.Unknown, LogIn("\ud83d", Password));
        await Refuses(Reason.Unknown, LogIn("\ud83d@example.org", Password));
    }

    [Fact]
    public async Task Somebody_deactivated_hears_so_with_their_password_only()
    {
        await Deactivate(Bob);

        await Refuses(Reason.Forbidden, "deactivated", LogIn("bob", Password));
        await Refuses(Reason.Unknown, "wrong_password", LogIn("bob", "another password"));
    }

    Task<User> LogIn(string? typed, string? password) => Do((Accounts a) => a.LogInAsync(typed, password));
}

/// <summary>Alone, because all that our process does meanwhile is counted.</summary>
[Collection<Alone>]
public sealed class GuessingNames : World
{
    protected override bool IsQuick => false;

    [Fact]
    public async Task An_unknown_address_costs_as_much_as_a_wrong_password()
    {
        await Do((Accounts a) => a.RegisterAsync("carol", "carol@example.org", Password, null, new Preferences()));
        await GuessAsync("carol@example.org");
        var wrong = await Processor.TimeOfAllAsync(() => GuessAsync("carol@example.org"));
        var unknown = await Processor.TimeOfAllAsync(() => GuessAsync("nobody@example.org"));

        // Without the hash of nobody's password an unknown address would take a hundredth.
        Assert.InRange(unknown / wrong, 0.4, 2.5);
    }

    async Task GuessAsync(string email)
    {
        for (var i = 0; i < 7; i++)
        {
            await Refuses(Reason.Unknown, Do((Accounts a) => a.LogInAsync(email, "not the password")));
        }
    }
}
