namespace Messenger.Tests;

public sealed class EndingSessionsByApi(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task Logging_out_kills_both_tokens_at_once_and_leaves_other_devices()
    {
        var phone = await server.JoinAsync();
        var laptop = await phone.LogInAsync();

        Assert.NotEmpty((await phone.PostAsync("/api/auth/logout")).Is(200)["message"].GetString()!);

        (await phone.GetAsync("/api/auth/me")).Refuses(401);
        (await phone.RefreshAsync()).Refuses(401);
        (await phone.PostAsync("/api/auth/logout")).Refuses(401);
        (await laptop.GetAsync("/api/auth/me")).Is(200);
    }

    [Fact]
    public async Task Logging_out_takes_a_refresh_token_and_does_not_need_it()
    {
        var ann = await server.JoinAsync();

        (await ann.PostAsync("/api/auth/logout", new { refresh_token = ann.RefreshToken })).Is(200);

        (await ann.RefreshAsync()).Refuses(401);
    }

    [Fact]
    public async Task Lists_where_I_am_logged_in_this_one_first()
    {
        var phone = await server.JoinAsync();
        var laptop = await phone.LogInAsync();

        var sessions = (await phone.GetAsync("/api/auth/sessions")).Is(200).Items;

        Assert.Equal([true, false], sessions.Select(session => session.GetProperty("is_current").GetBoolean()));
        var other = Assert.Single((await laptop.GetAsync("/api/auth/sessions")).Items, session => !session.GetProperty("is_current").GetBoolean());
        Assert.Equal(sessions[0].GetProperty("id").GetGuid(), other.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Ends_another_device_from_here()
    {
        var phone = await server.JoinAsync();
        var laptop = await phone.LogInAsync();
        var lost = (await phone.GetAsync("/api/auth/sessions")).Items[1].GetProperty("id").GetGuid();

        (await phone.DeleteAsync($"/api/auth/sessions/{lost}")).Is(200);

        (await laptop.GetAsync("/api/auth/me")).Refuses(401);
        (await laptop.RefreshAsync()).Refuses(401);
        (await phone.GetAsync("/api/auth/me")).Is(200);
        (await phone.DeleteAsync($"/api/auth/sessions/{lost}")).Refuses(404);
    }

    [Fact]
    public async Task Never_ends_anybody_elses()
    {
        var (ann, eve) = (await server.JoinAsync(), await server.JoinAsync("eve"));
        var anns = (await ann.GetAsync("/api/auth/sessions")).Items[0].GetProperty("id").GetGuid();

        var theirs = await eve.DeleteAsync($"/api/auth/sessions/{anns}");
        var nobodys = await eve.DeleteAsync($"/api/auth/sessions/{Guid.NewGuid()}");

        Assert.Equal(nobodys.Refuses(404).Text, theirs.Refuses(404).Text);
        (await ann.GetAsync("/api/auth/me")).Is(200);
    }
}
