using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class InvitingByApi(InvitedServer server) : IClassFixture<InvitedServer>, IAsyncLifetime
{
    static int count;

    Caller ann = null!;

    public async ValueTask InitializeAsync()
    {
        if (!await server.DoAsync((MessengerDb db) => db.Users.AnyAsync()))
        {
            await server.DoAsync((Accounts accounts) => accounts.RegisterAsync("ann", "ann@example.org", Server.Password, null, new Preferences()));
        }

        ann = await server.CallerAsync() with { Token = (await server.TokensAsync(1)).Access, Id = 1 };
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Makes_an_account_for_a_program()
    {
        var made = (await ann.PostAsync("/api/invitations", new { note = "A robot", uses = 2, days = 1 })).Is(201);
        var token = made["token"].GetString()!;

        Assert.Equal($"{server.Home}join/{token}", made["url"].GetString());
        (await RegisterAsync(null)).Refuses(403);
        (await RegisterAsync("AAAA")).Refuses(422, "invitation");
        (await RegisterAsync(token)).Is(201);
        (await ann.GetAsync("/api/invitations")).Items[0].AssertHas(new { id = made.Id, note = "A robot", uses = 2, used = 1, state = "open", role = "member", makes_admin = false });

        (await ann.DeleteAsync($"/api/invitations/{made.Id}")).Is(200);
        (await RegisterAsync(token)).Refuses(422, "invitation");
        Assert.Equal("revoked", (await ann.GetAsync("/api/invitations")).Items[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Brings_a_program_into_a_group()
    {
        var bob = await ComeAsync();
        var group = await ann.GroupAsync();
        (await ann.PostAsync($"/api/chats/{group}/invitations", new { role = "owner" })).Refuses(422, "role");
        var made = (await ann.PostAsync($"/api/chats/{group}/invitations", new { role = "admin" })).Is(201);

        (await bob.PostAsync("/api/invitations/join", new { token = made["token"].GetString() })).Is(200).Has(new { id = group });

        (await bob.PatchAsync($"/api/chats/{group}", new { name = "Climbers" })).Is(200);
        (await bob.PostAsync("/api/invitations/join", new { token = "AAAA" })).Refuses(422, "invitation");
        Assert.Equal("used_up", (await bob.GetAsync($"/api/chats/{group}/invitations")).Items[0].GetProperty("state").GetString());
    }

    async Task<Caller> ComeAsync()
    {
        var token = (await ann.PostAsync("/api/invitations", new { })).Is(201)["token"].GetString();
        var user = (await RegisterAsync(token)).Is(201);
        return ann with { Id = user.Id, Token = (await server.TokensAsync(user.Id)).Access };
    }

    Task<Answer> RegisterAsync(string? invitation)
    {
        var name = $"robot{Interlocked.Increment(ref count)}";
        return (ann with { Token = null }).PostAsync("/api/auth/register", new { username = name, email = $"{name}@example.org", password = Server.Password, invitation });
    }
}
