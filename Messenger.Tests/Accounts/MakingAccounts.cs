using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class MakingAccounts : World
{
    static readonly string LongWords = string.Concat(Enumerable.Repeat("ordinary words, ", 256 / 16));

    [Fact]
    public async Task Somebody_new_can_log_in_and_be_found()
    {
        var carol = await Register("carol", "carol@example.org");

        Assert.Equal(carol, (await Do((Accounts a) => a.LogInAsync("carol@example.org", Password))).Id);
        Assert.Equal("carol", (await Do((People p) => p.OneAsync(Ann, carol))).Username);
    }

    [Fact]
    public async Task What_was_typed_is_kept_and_the_password_is_not()
    {
        var preferences = new Preferences("ru", "dark", "compact", "Europe/Lisbon");
        var carol = await Do((Accounts a) => a.RegisterAsync(" @Carol ", " Carol@Example.org ", Password, " Carol C. ", preferences));

        var row = await Do((MessengerDb db) => db.Users.SingleAsync(user => user.Id == carol.Id));
        Assert.Equal(("Carol", "Carol@Example.org", "Carol C.", preferences), (row.UserName, row.Email, row.FullName, row.Preferences));
        Assert.Equal((true, false, Clock.Now()), (row.IsActive, row.EmailConfirmed, row.CreatedAt));
        Assert.DoesNotContain(Password, row.PasswordHash);
    }

    [Theory]
    [InlineData("ann", "else@example.org", "username_taken")]
    [InlineData("ANN", "else@example.org", "username_taken")]
    [InlineData("carol", "ann@example.org", "email_taken")]
    [InlineData("carol", "ANN@example.ORG", "email_taken")]
    public async Task A_taken_name_or_address_is_refused(string username, string email, string code) =>
        await Refuses(Reason.Invalid, code, Register(username, email));

    [Fact]
    public async Task The_same_name_composed_otherwise_is_taken_too()
    {
        await Register("jos\u00e9", "one@example.org");

        await Refuses(Reason.Invalid, "username_taken", Register("jose\u0301", "two@example.org"));
    }

    [Fact]
    public async Task Of_two_who_take_a_name_at_once_one_gets_it()
    {
        var tries = Enumerable.Range(0, 4).Select(i => Task.Run(() => Register("carol", $"carol{i}@example.org"), Cancelled)).ToList();

        var outcomes = await Outcomes(tries);

        Assert.Equal([null, "username_taken", "username_taken", "username_taken"], outcomes.Order());
    }

    [Theory]
    [InlineData(null, "username_short")]
    [InlineData("", "username_short")]
    [InlineData("a", "username_short")]
    [InlineData("@@@a", "username_short")]
    [InlineData("two words", "username_odd")]
    [InlineData("a@b", "username_odd")]
    [InlineData("All", "username_everybody")]
    [InlineData("все", "username_everybody")]
    [InlineData("dot.", "username_odd")]
    [InlineData("dash-", "username_odd")]
    [InlineData("<b>", "username_odd")]
    [InlineData("🎉🎉", "username_odd")]
    [InlineData("ी\u0930\u093E", "username_odd")]
    [InlineData("an\u202En", "name_hidden_characters")]
    [InlineData("an\u200Dn", "name_hidden_characters")]
    [InlineData("an\u00ADn", "name_hidden_characters")]
    [InlineData("ann\uFE0F", "name_hidden_characters")]
    [InlineData("an\u3164n", "name_hidden_characters")]
    [InlineData("a\0b", "not_text")]
    public async Task A_username_is_what_can_be_typed_after_an_at(string? username, string code) =>
        Assert.Equal("username", (await Refuses(Reason.Invalid, code, Register(username, "carol@example.org"))).Field);

    [Theory]
    [InlineData("ab")]
    [InlineData("Ольга")]
    [InlineData("j.r.r_t-1")]
    [InlineData("山田")]
    [InlineData("मीरा")]
    [InlineData("சுந்தரி")]
    [InlineData("শ্রাবণী")]
    [InlineData("សុខា")]
    [InlineData("မြမြ")]
    [InlineData("สมชาย์")]
    public async Task Letters_of_any_script_digits_dots_dashes_and_underscores_may_be_in_it(string username) =>
        Assert.True(await Register(username, "carol@example.org") > Eve);

    [Theory]
    [InlineData("\u2068carol\u2069")]
    [InlineData("\uFEFF@carol\u200B\u200E")]
    [InlineData(" \u200F@\u200F carol\u00AD\u2060\t")]
    [InlineData("\u3164carol\u2800")]
    [InlineData("\u034F\u180Ecarol\u206A\u115F")]
    public async Task What_copying_put_around_a_name_is_not_part_of_it(string username)
    {
        var carol = await Register(username, "\u202Acarol@example.org\u202C");

        var row = await Do((MessengerDb db) => db.Users.SingleAsync(user => user.Id == carol));
        Assert.Equal(("carol", "carol@example.org"), (row.UserName, row.Email));
    }

    [Fact]
    public async Task A_username_of_32_characters_fits_and_one_more_does_not()
    {
        var longest = new string('я', User.UsernameLimit);

        Assert.True(await Register(longest, "one@example.org") > 0);
        await Refuses(Reason.Invalid, "too_long", Register(longest + "я", "two@example.org"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("carol")]
    [InlineData("@example.org")]
    [InlineData("carol@")]
    [InlineData("a@b@c")]
    [InlineData("ca rol@example.org")]
    public async Task What_is_no_address_is_refused(string? email) =>
        Assert.Equal("email", (await Refuses(Reason.Invalid, "email_odd", Register("carol", email))).Field);

    [Fact]
    public async Task An_address_has_64_characters_before_its_at_and_254_in_all()
    {
        var mailbox = new string('c', 64);
        var longest = mailbox + "@" + new string('e', 254 - 65);

        Assert.True(await Register("carol", longest) > 0);
        await Refuses(Reason.Invalid, "email_odd", Register("dave", $"d{mailbox}@example.org"));
        await Refuses(Reason.Invalid, "too_long", Register("dave", "d" + longest[1..] + "e"));
    }

    [Theory]
    [InlineData(null, "password_short")]
    [InlineData("1234567", "password_short")]
    [InlineData("PASSWORD1", "password_common")]
    [InlineData("corvette", "password_common")]
    [InlineData("ZZZZZZZZZ", "password_common")]
    [InlineData("abc1abc1abc1", "password_common")]
    [InlineData("987654321", "password_common")]
    [InlineData("йцукенгш", "password_common")]
    [InlineData("carol.carolson", "password_common")]
    [InlineData("Carol@example.org", "password_common")]
    public async Task A_password_is_long_enough_and_not_the_first_one_tries(string? password, string code) =>
        Assert.Equal("password", (await Refuses(Reason.Invalid, code, Register("carol.carolson", "carol@example.org", password))).Field);

    [Fact]
    public async Task A_password_of_256_characters_fits_and_one_more_does_not()
    {
        await Refuses(Reason.Invalid, "password_long", Register("carol", "carol@example.org", $"{LongWords}a"));
        Assert.True(await Register("carol", "carol@example.org", LongWords) > 0);
    }

    [Fact]
    public async Task Who_was_refused_leaves_no_trace()
    {
        await Refuses(Reason.Invalid, "email_taken", Register("carol", "ann@example.org"));

        Assert.True(await Register("carol", "carol@example.org") > 0);
    }

    async Task<int> Register(string? username, string? email, string? password = Password) =>
        (await Do((Accounts a) => a.RegisterAsync(username, email, password, null, new Preferences()))).Id;
}
