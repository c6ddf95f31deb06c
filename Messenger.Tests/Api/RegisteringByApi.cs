namespace Messenger.Tests;

public sealed class RegisteringByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Answers_the_account_as_its_owner_sees_it()
    {
        var program = await server.CallerAsync();

        var answer = await program.PostAsync("/api/auth/register", new { email = "kim@example.org", username = "kim", password = Server.Password, full_name = "Kim Lee" });

        answer.Is(201).Has(new
        {
            email = "kim@example.org", username = "kim", full_name = "Kim Lee", phone_number = (string?)null, avatar = (string?)null, status = "",
            user_status = "offline", is_active = true, is_email_verified = false,
        });
        Assert.Equal($"/api/users/{answer.Id}", answer.Header("Location"));
    }

    [Fact]
    public async Task Sets_nothing_that_is_not_asked_for()
    {
        var program = await server.CallerAsync();

        var answer = await program.PostAsync("/api/auth/register", new
        {
            email = "lou@example.org", username = "lou", password = Server.Password, id = 7, is_active = false, is_email_verified = true, is_admin = true, unknown = "",
        });

        answer.Is(201).Has(new { is_active = true, is_email_verified = false });
        Assert.NotEqual(7, answer.Id);
    }

    [Theory]
    [InlineData("taken@example.org", "another", "email_taken")]
    [InlineData("TAKEN@EXAMPLE.ORG", "another", "email_taken")]
    [InlineData("another@example.org", "taken", "username_taken")]
    [InlineData("another@example.org", "Taken", "username_taken")]
    public async Task Says_400_when_a_name_is_taken(string email, string username, string code)
    {
        var program = await server.CallerAsync();
        await program.PostAsync("/api/auth/register", new { email = "taken@example.org", username = "taken", password = Server.Password });

        var answer = await program.PostAsync("/api/auth/register", new { email, username, password = Server.Password });

        answer.Refuses(400).Has(new { type = $"urn:messenger:{code}" });
    }

    [Theory]
    [InlineData("nonsense", "name", "three ordinary words", "email")]
    [InlineData(null, "name", "three ordinary words", "email")]
    [InlineData("a@example.org", "n", "three ordinary words", "username")]
    [InlineData("a@example.org", "no spaces", "three ordinary words", "username")]
    [InlineData("a@example.org", null, "three ordinary words", "username")]
    [InlineData("a@example.org", "name", "short", "password")]
    [InlineData("a@example.org", "name", "", "password")]
    [InlineData("a@example.org", "name", null, "password")]
    [InlineData("a@example.org", "name", "password123", "password")]
    public async Task Names_the_field_that_is_wrong(string? email, string? username, string? password, string field)
    {
        var program = await server.CallerAsync();

        (await program.PostAsync("/api/auth/register", new { email, username, password })).Refuses(422, field);
    }

    [Fact]
    public async Task Names_the_full_name_that_is_too_long()
    {
        var program = await server.CallerAsync();
        var body = new { email = "long@example.org", username = "long", password = Server.Password, full_name = new string('x', 81) };

        (await program.PostAsync("/api/auth/register", body)).Refuses(422, "full_name");
    }

    [Fact]
    public async Task At_the_same_moment_makes_one_account()
    {
        var program = await server.CallerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            program.PostAsync("/api/auth/register", new { email = "once@example.org", username = "once", password = Server.Password })));

        Assert.Equal([201, 400, 400, 400], answers.Select(answer => answer.Status).Order());
    }
}

public sealed class RegisteringByApiWhereItIsClosed(RegisteringByApiWhereItIsClosed.Closed server) : IClassFixture<RegisteringByApiWhereItIsClosed.Closed>
{
    [Fact]
    public async Task Is_for_the_first_one_only()
    {
        var program = await server.CallerAsync();
        var first = await program.PostAsync("/api/auth/register", new { email = "first@example.org", username = "first", password = Server.Password });

        var second = await program.PostAsync("/api/auth/register", new { email = "second@example.org", username = "second", password = Server.Password });

        first.Is(201);
        second.Refuses(403);
    }

    public sealed class Closed : Server
    {
        protected override IEnumerable<(string, string)> Settings => [("Messenger:Registration", "closed")];
    }
}
