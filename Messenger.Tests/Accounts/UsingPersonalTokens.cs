using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class UsingPersonalTokens : World
{
    [Fact]
    public async Task The_secret_says_whose_it_is()
    {
        var me = await Me(Bob);

        var made = await Create(me, "Robot");

        Assert.Matches("^mt_[A-Za-z0-9_-]{43}$", made.Secret);
        var found = await Find(made.Secret);
        Assert.Equal((Bob, made.Id, "bob"), (found?.Id, found?.SessionId, found?.Username));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mt_")]
    [InlineData("mt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Any_other_secret_says_nothing(string secret)
    {
        await Create(await Me(Ann), "Robot");

        Assert.Null(await Find(secret));
    }

    [Fact]
    public async Task The_secret_is_kept_nowhere()
    {
        var made = await Create(await Me(Ann), "Robot");

        var row = await Do((MessengerDb db) => db.Sessions.SingleAsync(session => session.Id == made.Id));
        Assert.Equal(32, row.TokenHash!.Length);
        Assert.DoesNotContain(made.Secret, System.Text.Json.JsonSerializer.Serialize(row));
    }

    [Fact]
    public async Task They_are_listed_with_their_use_and_not_among_the_devices()
    {
        var me = await Me(Ann);
        var old = await Create(me, " Old robot ");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Create(me, "New robot");
        await Create(await Me(Bob), "Bob's");
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Find(old.Secret);

        var list = await List(me);

        Assert.Equal(["New robot", "Old robot"], list.Select(token => token.Name));
        Assert.Equal([null, Clock.Now()], list.Select(token => token.LastUsedAt));
        Assert.Single(await Do((Sessions s) => s.ListAsync(me)));
    }

    [Fact]
    public async Task Revoking_one_is_felt_at_once_and_told()
    {
        var me = await Me(Ann);
        var (one, other) = (await Create(me, "One"), await Create(me, "Other"));

        await Do((PersonalTokens t) => t.RevokeAsync(me, one.Id));

        Assert.Null(await Find(one.Secret));
        Assert.NotNull(await Find(other.Secret));
        Assert.Equal([one.Id], Said<SessionsEnded>().SessionIds);
        Assert.Equal(["Other"], (await List(me)).Select(token => token.Name));
    }

    [Fact]
    public async Task Nobody_revokes_one_of_somebody_else()
    {
        var made = await Create(await Me(Ann), "Robot");
        var bob = await Me(Bob);

        await Refuses(Reason.NotFound, Do((PersonalTokens t) => t.RevokeAsync(bob, made.Id)));
        Assert.NotNull(await Find(made.Secret));
    }

    [Fact]
    public async Task Logging_out_elsewhere_leaves_them_and_a_new_password_ends_them()
    {
        var me = await Me(Ann);
        var made = await Create(me, "Robot");

        await Do((Sessions s) => s.EndOthersAsync(me));
        Assert.NotNull(await Find(made.Secret));
        await Do((Accounts a) => a.ChangePasswordAsync(me, Password, "four ordinary words instead"));

        Assert.Null(await Find(made.Secret));
    }

    [Fact]
    public async Task One_outlives_sessions_but_not_a_year_without_use()
    {
        var made = await Create(await Me(Ann), "Robot");
        Clock.Advance(TimeSpan.FromDays(364));
        Assert.NotNull(await Find(made.Secret));
        Clock.Advance(TimeSpan.FromDays(364));
        Assert.NotNull(await Find(made.Secret));
        Clock.Advance(TimeSpan.FromDays(365));

        Assert.Null(await Find(made.Secret));
        Assert.Empty(await List(await Me(Ann)));
    }

    [Fact]
    public async Task Those_of_somebody_deactivated_know_nobody()
    {
        var made = await Create(await Me(Bob), "Robot");
        await Deactivate(Bob);

        Assert.Null(await Find(made.Secret));
    }

    [Fact]
    public async Task There_are_at_most_fifty()
    {
        var me = await Me(Ann);
        for (var i = 1; i < PersonalTokens.Limit; i++)
        {
            await Create(me, $"{i}");
        }

        var outcomes = await Outcomes([Create(me, "The last"), Create(me, "One too many")]);

        Assert.Equal([null, "too_many_tokens"], outcomes.Order());
        Assert.NotNull(await Create(await Me(Bob), "Bob's"));
    }

    [Fact]
    public async Task Making_one_takes_the_password_and_leaves_a_mail()
    {
        var me = await Me(Ann);

        Assert.Equal("current", (await Refuses(Reason.Invalid, "password_needed", Create(me, "Robot", null))).Field);
        await Refuses(Reason.Invalid, "wrong_current_password", Create(me, "Robot", "a guess"));
        Assert.Empty(await List(me));
        Assert.Equal(0, await Mails());

        await Create(me, "Robot");
        Assert.Equal((1, 1), ((await List(me)).Count, await Mails()));

        Task<int> Mails() => Do((MessengerDb db) => db.Jobs.CountAsync(job => job.Kind == SafetyMails.Kind && job.Payload.Contains($"\"Change\":{(int)SafetyChange.TokenMade},")));
    }

    [Fact]
    public async Task A_program_that_has_just_logged_in_need_not_say_the_password_again()
    {
        var program = await Me(Ann, SessionKind.Program);
        await Create(program, "At once", null);
        Clock.Advance(PersonalTokens.JustLoggedIn);

        await Refuses(Reason.Invalid, "password_needed", Create(program, "Later", null));

        await Create(program, "Later");
        Assert.Equal(["At once", "Later"], (await List(program)).Select(token => token.Name).Order());
    }

    [Theory]
    [InlineData(null, "token_name_missing")]
    [InlineData("  ", "token_name_missing")]
    [InlineData("a\nb", "name_hidden_characters")]
    public async Task The_name_is_one(string? name, string code)
    {
        var me = await Me(Ann);

        Assert.Equal("name", (await Refuses(Reason.Invalid, code, Create(me, name))).Field);
    }

    Task<NewToken> Create(Me me, string? name, string? password = Password) => Do((PersonalTokens t) => t.CreateAsync(me, name, password, null));

    Task<Me?> Find(string secret) => Do((PersonalTokens t) => t.FindAsync(secret, "::1"));

    Task<IReadOnlyList<TokenView>> List(Me me) => Do((PersonalTokens t) => t.ListAsync(me));

    Task<Me> Me(int who, SessionKind kind = SessionKind.Browser) =>
        Do(async (Sessions s) => Assert.IsType<Me>(await s.FindAsync((await s.StartAsync(who, "Browser", "::1", kind)).Id, "::1")));
}
