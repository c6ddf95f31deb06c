using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class RefreshingByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Answers_a_new_pair_for_the_same_session()
    {
        var ann = await server.JoinAsync();

        var next = ann.With((await ann.RefreshAsync()).Is(200).Has(new { token_type = "bearer", expires_in = 1800 }));

        Assert.NotEqual(ann.RefreshToken, next.RefreshToken);
        (await next.GetAsync("/api/auth/me")).Is(200).Has(new { id = ann.Id });
        Assert.Single((await next.GetAsync("/api/auth/sessions")).Items);
        (await next.RefreshAsync()).Is(200);
    }

    [Fact]
    public async Task Takes_the_token_from_the_address_too()
    {
        var ann = await server.JoinAsync();

        (await (ann with { Token = null }).PostAsync($"/api/auth/refresh?refresh_token={ann.RefreshToken}")).Is(200);
    }

    [Fact]
    public async Task Within_a_moment_answers_the_same_successor_again()
    {
        var ann = await server.JoinAsync();

        var first = await ann.RefreshAsync();
        var second = await ann.RefreshAsync();

        Assert.Equal(first["refresh_token"].GetString(), second.Is(200)["refresh_token"].GetString());
    }

    [Fact]
    public async Task Many_times_at_once_answers_one_successor()
    {
        var ann = await server.JoinAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ann.RefreshAsync()));

        var next = Assert.Single(answers.Select(answer => answer.Is(200)["refresh_token"].GetString()).Distinct());
        (await ann.RefreshAsync(next)).Is(200);
    }

    [Fact]
    public async Task With_a_used_token_ends_the_family()
    {
        var ann = await server.JoinAsync();
        var other = await ann.LogInAsync();
        var next = ann.With(await ann.RefreshAsync());
        await UsedAgoAsync(ann, TimeSpan.FromSeconds(31));

        (await ann.RefreshAsync()).Refuses(401);

        (await next.GetAsync("/api/auth/me")).Refuses(401);
        (await ann.GetAsync("/api/auth/me")).Refuses(401);
        (await next.RefreshAsync()).Refuses(401);
        (await other.GetAsync("/api/auth/me")).Is(200);
        (await other.RefreshAsync()).Is(200);
    }

    [Fact]
    public async Task With_a_used_token_many_times_at_once_says_the_same_to_all()
    {
        var ann = await server.JoinAsync();
        await ann.RefreshAsync();
        await UsedAgoAsync(ann, TimeSpan.FromSeconds(31));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ann.RefreshAsync()));

        Assert.All(answers, answer => answer.Refuses(401));
    }

    [Fact]
    public async Task After_seven_days_is_too_late()
    {
        var ann = await server.JoinAsync();
        var program = await server.CallerAsync();
        await server.DoAsync((MessengerDb db) => db.WriteAsync(() => Family(db, ann).ExecuteDeleteAsync()));

        (await program.RefreshAsync(ann.RefreshToken)).Refuses(401);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task With_anything_else_is_refused(string? token)
    {
        var program = await server.CallerAsync();

        Assert.Equal("Bearer", (await program.PostAsync("/api/auth/refresh", new { refresh_token = token })).Refuses(401).Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task With_an_access_token_is_refused()
    {
        var ann = await server.JoinAsync();

        (await ann.RefreshAsync(ann.Token)).Refuses(401);
    }

    Task UsedAgoAsync(Caller who, TimeSpan ago) => server.DoAsync((MessengerDb db) => db.WriteAsync(() =>
        Family(db, who).Where(token => token.UsedAt != null).ExecuteUpdateAsync(row => row.SetProperty(token => token.UsedAt, DateTimeOffset.UtcNow - ago))));

    static IQueryable<RefreshToken> Family(MessengerDb db, Caller who) => db.RefreshTokens.Where(token => token.Session.UserId == who.Id);
}
