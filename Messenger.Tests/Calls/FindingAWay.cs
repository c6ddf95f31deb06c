using System.Security.Cryptography;
using System.Text;
using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>What browsers are told of STUN and TURN servers.</summary>
public sealed class FindingAWay(FindingAWay.Connected server) : IClassFixture<FindingAWay.Connected>, IAsyncLifetime
{
    Caller ann = null!, bob = null!, eve = null!;
    int chat;

    public async ValueTask InitializeAsync()
    {
        (ann, bob, eve) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("eve"));
        chat = await ann.GroupAsync(bob, eve);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Is_told_to_those_in_a_call_and_those_it_rings()
    {
        (await ann.GetAsync("/api/calls/ice-servers")).Refuses(404);
        var call = (await ann.PostAsync("/api/calls/", new { chat_id = chat })).Is(201).Id;

        foreach (var caller in new[] { ann, bob, eve })
        {
            (await caller.GetAsync($"/api/calls/ice-servers?call_id={call}")).Is(200);
            (await caller.GetAsync("/api/calls/ice-servers")).Is(200);
            (await caller.GetAsync($"/api/calls/ice-servers?call_id={call + 1000}")).Refuses(404);
        }

        (await eve.PutAsync($"/api/calls/{call}/reject")).Is(200);
        (await bob.PutAsync($"/api/calls/{call}/accept")).Is(200);
        (await eve.GetAsync($"/api/calls/ice-servers?call_id={call}")).Refuses(404);
        (await bob.GetAsync($"/api/calls/ice-servers?call_id={call}")).Is(200);
        (await bob.PutAsync($"/api/calls/{call}/end")).Is(200);
        (await bob.GetAsync($"/api/calls/ice-servers?call_id={call}")).Refuses(404);
    }

    [Fact]
    public async Task Is_told_as_browsers_take_it_with_a_credential_of_ten_minutes_for_TURN_only()
    {
        await ann.PostAsync("/api/calls/", new { chat_id = chat });

        var servers = (await ann.GetAsync("/api/calls/ice-servers")).Is(200).Items.ToList();

        Assert.Equal("""{"urls":["stun:turn.example.org"]}""", servers[0].GetRawText());
        Assert.Equal(["turn:turn.example.org?transport=udp", "turns:turn.example.org:5349"], servers[1].GetProperty("urls").EnumerateArray().Select(url => url.GetString()));
        var (username, credential) = (servers[1].GetProperty("username").GetString()!, servers[1].GetProperty("credential").GetString());
        var (expiry, id) = (long.Parse(username.Split(':')[0]), username.Split(':')[1]);
        Assert.Equal($"{ann.Id}", id);
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(expiry) - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Equal(Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Connected.Secret), Encoding.UTF8.GetBytes(username))), credential);
    }

    [Fact]
    public async Task Goes_straight_or_not_at_all_where_no_server_is_set()
    {
        await using var plain = new Server();
        await plain.InitializeAsync();
        var kim = await plain.JoinAsync("kim");
        var lee = await plain.JoinAsync("lee");
        await kim.PostAsync("/api/calls/", new { chat_id = await kim.DirectAsync(lee) });

        Assert.Equal("[]", (await kim.GetAsync("/api/calls/ice-servers")).Is(200).Text);
        Assert.Empty(await plain.DoAsync((IceServers servers) => Task.FromResult(servers.For(kim.Id))));
    }

    public sealed class Connected : Server
    {
        public const string Secret = "known to coturn and to us";

        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("Turn:Urls", "stun:turn.example.org,turn:turn.example.org?transport=udp turns:turn.example.org:5349"), ("Turn:Secret", Secret)];
    }
}
