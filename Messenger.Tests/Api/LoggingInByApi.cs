namespace Messenger.Tests;

public sealed class LoggingInByApi(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Takes_the_email_or_the_username_and_answers_a_pair_of_tokens(bool isEmail)
    {
        var ann = await server.JoinAsync();

        var tokens = await (ann with { Token = null }).PostAsync("/api/auth/login", new { email = isEmail ? ann.Email() : ann.Username, password = Server.Password });

        tokens.Is(200).Has(new { token_type = "bearer", expires_in = 1800 });
        (await ann.With(tokens).GetAsync("/api/auth/me")).Is(200).Has(new { id = ann.Id, email = ann.Email() });
    }

    [Fact]
    public async Task Answers_the_same_for_an_unknown_name_and_a_wrong_password()
    {
        var ann = await server.JoinAsync();

        var wrong = await ann.PostAsync("/api/auth/login", new { email = ann.Email(), password = "a guess" });
        var unknown = await ann.PostAsync("/api/auth/login", new { email = "nobody@example.org", password = "a guess" });
        var nothing = await ann.PostAsync("/api/auth/login", new { });

        Assert.All([wrong, unknown, nothing], answer => answer.Refuses(401));
        Assert.Single(new[] { wrong, unknown, nothing }.Select(answer => answer.Text).Distinct());
        Assert.Equal("Bearer", wrong.Header("WWW-Authenticate"));
        Assert.Equal("This e-mail and password do not belong together.", wrong["detail"].GetString());
    }

    [Fact]
    public async Task To_a_closed_account_is_forbidden_and_its_tokens_are_dead()
    {
        var ann = await server.JoinAsync();
        await server.DeactivateAsync(ann);

        (await ann.PostAsync("/api/auth/login", new { email = ann.Email(), password = Server.Password })).Refuses(403);
        (await ann.GetAsync("/api/auth/me")).Refuses(401);
        (await ann.RefreshAsync()).Refuses(401);
    }

    [Fact]
    public async Task Is_told_in_the_language_that_was_asked_for()
    {
        var program = await server.CallerAsync() with { Language = "ru" };

        var answer = await program.PostAsync("/api/auth/login", new { email = "nobody", password = "a guess" });

        Assert.Matches(@"\p{IsCyrillic}", answer.Refuses(401)["detail"].GetString());
    }
}

public sealed class LoggingInTooOftenByApi(TimelessServer server) : IClassFixture<TimelessServer>
{
    [Fact]
    public async Task Is_told_how_long_to_wait()
    {
        var program = await server.CallerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => program.PostAsync("/api/auth/login", new { email = "nobody", password = "a guess" })));

        var refused = answers.Where(answer => answer.Status == 429).ToList();
        Assert.Equal(5, refused.Count);
        Assert.All(refused, answer => Assert.Equal("20", answer.Refuses(429).Header("Retry-After")));
    }
}
