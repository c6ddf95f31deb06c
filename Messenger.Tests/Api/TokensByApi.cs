namespace Messenger.Tests;

public sealed class TokensByApi(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    Caller ann = null!, script = null!;
    Answer made = null!;

    public async ValueTask InitializeAsync()
    {
        ann = await server.JoinAsync();
        made = (await ann.PostAsync("/api/auth/tokens", new { name = "Backup" })).Is(201);
        script = ann with { Token = made["token"].GetString() };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_token_is_its_owner_until_it_is_revoked()
    {
        Assert.Equal(ann.Id, (await script.GetAsync("/api/auth/me")).Is(200).Id);
        Assert.Equal("Backup", Assert.Single((await ann.GetAsync("/api/auth/tokens")).Items).GetProperty("name").GetString());

        (await ann.DeleteAsync($"/api/auth/tokens/{made["id"].GetString()}")).Is(200);

        Assert.Equal(401, (await script.GetAsync("/api/auth/me")).Status);
        Assert.Empty((await ann.GetAsync("/api/auth/tokens")).Items);
        Assert.Equal(200, (await ann.GetAsync("/api/auth/me")).Status);
    }

    /// <summary>Whoever asks for less than everything is not to hold everything.</summary>
    [Theory]
    [InlineData("""{"name": "Reader", "scopes": ["messages:read"]}""")]
    [InlineData("""{"name": "Reader", "scopes": []}""")]
    [InlineData("""{"name": "Reader", "scopes": "messages:read"}""")]
    public async Task A_token_for_a_part_of_it_is_not_made(string json)
    {
        (await ann.PostAsync("/api/auth/tokens", new StringContent(json, null, "application/json"))).Refuses(422, "scopes");

        Assert.Single((await ann.GetAsync("/api/auth/tokens")).Items);
        (await ann.PostAsync("/api/auth/tokens", new { name = "Writer", scopes = (string[]?)null })).Is(201);
    }

    [Fact]
    public async Task A_token_makes_and_revokes_none()
    {
        (await script.PostAsync("/api/auth/tokens", new { name = "Another" })).Refuses(403);
        (await script.DeleteAsync($"/api/auth/tokens/{made["id"].GetString()}")).Refuses(403);
    }

    [Fact]
    public async Task A_token_logs_no_device_out_but_itself()
    {
        var session = (await ann.GetAsync("/api/auth/sessions")).Items[0].GetProperty("id").GetGuid();

        var refused = (await script.DeleteAsync($"/api/auth/sessions/{session}")).Refuses(403);
        Assert.Equal("A token cannot log devices out. Log in for that.", refused["detail"].GetString());
        (await script.DeleteAsync($"/api/auth/sessions/{Guid.NewGuid()}")).Refuses(403);
        (await ann.GetAsync("/api/auth/me")).Is(200);

        (await script.DeleteAsync($"/api/auth/sessions/{made["id"].GetString()}")).Is(200);
        (await script.GetAsync("/api/auth/me")).Refuses(401);
    }

    [Fact]
    public async Task Nobody_elses_token_is_there()
    {
        var bob = await server.JoinAsync("bob");

        (await bob.DeleteAsync($"/api/auth/tokens/{made["id"].GetString()}")).Refuses(404);
        Assert.Empty((await bob.GetAsync("/api/auth/tokens")).Items);
    }
}
