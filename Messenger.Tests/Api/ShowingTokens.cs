using System.Security.Cryptography;
using System.Text;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messenger.Tests;

/// <summary>Only an access token of ours, in time and unchanged, opens anything.</summary>
public sealed class ShowingTokens(Server server) : IClassFixture<Server>
{
    static readonly Dictionary<string, Action<SecurityTokenDescriptor>> changes = new()
    {
        ["another audience"] = token => token.Audience = "others",
        ["no audience"] = token => token.Audience = null,
        ["another issuer"] = token => token.Issuer = "others",
        ["another type"] = token => token.Claims["type"] = "refresh",
        ["no type"] = token => token.Claims.Remove("type"),
        ["the type of files"] = token => token.Claims["type"] = "files",
        ["no session"] = token => token.Claims.Remove("sid"),
        ["an unknown session"] = token => token.Claims["sid"] = $"{Guid.NewGuid()}",
        ["no end"] = token => token.Expires = null,
        ["another key"] = token => token.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)) { KeyId = token.SigningCredentials.Key.KeyId }, SecurityAlgorithms.HmacSha256),
        ["no signature"] = token => token.SigningCredentials = null,
    };

    public static TheoryData<string> Changes => [.. changes.Keys];

    [Fact]
    public async Task Opens_when_it_is_made_as_ours_are()
    {
        var ann = await server.JoinAsync();

        await OpensAsync(ann, await MakeAsync(ann, _ => { }));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Opens_nothing_with(string what)
    {
        var ann = await server.JoinAsync();

        await OpensNothingAsync(ann, await MakeAsync(ann, changes[what]));
    }

    [Fact]
    public async Task Opens_nothing_when_a_letter_is_changed()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync());
        var parts = ann.Token!.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace($"\"sub\":\"{ann.Id}\"", $"\"sub\":\"{bob.Id}\"");
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");

        await OpensNothingAsync(ann, $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}");
        await OpensNothingAsync(ann, $"{none}.{parts[1]}.");
        await OpensNothingAsync(ann, $"{none}.{parts[1]}.{parts[2]}");
        await OpensNothingAsync(ann, $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}");
    }

    [Fact]
    public async Task Opens_nothing_by_another_algorithm()
    {
        var ann = await server.JoinAsync();
        var key = (await server.DoAsync((SigningKeys keys) => Task.FromResult(keys))).All[0];
        var signed = $"{Base64UrlEncoder.Encode($$"""{"alg":"HS512","typ":"JWT","kid":"{{key.KeyId}}"}""")}.{ann.Token!.Split('.')[1]}";

        await OpensNothingAsync(ann, $"{signed}.{Base64UrlEncoder.Encode(HMACSHA512.HashData(key.Key, Encoding.ASCII.GetBytes(signed)))}");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.e30.")]
    public async Task Opens_nothing_as_garbage(string token) => await OpensNothingAsync(await server.CallerAsync(), token);

    [Fact]
    public async Task Opens_nothing_as_a_refresh_token()
    {
        var ann = await server.JoinAsync();

        await OpensNothingAsync(ann, ann.RefreshToken);
    }

    [Theory]
    [InlineData(29 * 60, true)]
    [InlineData(30 * 60 + 15, true)] // clocks differ
    [InlineData(30 * 60 + 31, false)]
    [InlineData(24 * 60 * 60, false)]
    public async Task Opens_for_half_an_hour(int secondsAgo, bool opens)
    {
        var ann = await server.JoinAsync();
        var keys = await server.DoAsync((SigningKeys keys) => Task.FromResult(keys));
        var token = new AccessTokens(keys, new FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(-secondsAgo))).Make(await SessionAsync(ann));

        await (opens ? OpensAsync(ann, token) : OpensNothingAsync(ann, token));
    }

    [Fact]
    public async Task Opens_nothing_in_an_address_or_by_another_scheme()
    {
        var ann = await server.JoinAsync();
        var program = await server.CallerAsync();

        (await program.GetAsync($"/api/auth/me?access_token={ann.Token}")).Refuses(401);
        (await program.SendAsync(HttpMethod.Get, "/api/auth/me", null, ("Authorization", $"Basic {ann.Token}"))).Refuses(401);
        (await program.SendAsync(HttpMethod.Get, "/api/auth/me", null, ("Authorization", $"bearer {ann.Token}"))).Is(200);
    }

    [Fact]
    public async Task Is_not_done_with_the_browsers_cookie()
    {
        using var kim = await server.RegisterAsync("kim");
        var cookies = kim.Cookies.GetCookieHeader(server.Home);
        var program = await server.CallerAsync();

        var answer = await program.SendAsync(HttpMethod.Get, "/api/auth/me", null, ("Cookie", cookies));

        Assert.Equal("Bearer", answer.Refuses(401).Header("WWW-Authenticate"));
    }

    static async Task OpensAsync(Caller caller, string token) => (await (caller with { Token = token }).GetAsync("/api/auth/me")).Is(200);

    static async Task OpensNothingAsync(Caller caller, string token)
    {
        var answer = await (caller with { Token = token }).GetAsync("/api/auth/me");
        Assert.StartsWith("Bearer", answer.Refuses(401).Header("WWW-Authenticate"));
    }

    Task<Session> SessionAsync(Caller who) => server.DoAsync((Sessions sessions) => sessions.StartAsync(who.Id, "A program", "127.0.0.1", SessionKind.Program));

    async Task<string> MakeAsync(Caller who, Action<SecurityTokenDescriptor> change)
    {
        var session = await SessionAsync(who);
        var token = new SecurityTokenDescriptor
        {
            Issuer = "messenger", Audience = "messenger", Expires = DateTime.UtcNow.AddMinutes(30),
            Claims = new Dictionary<string, object> { ["sub"] = $"{who.Id}", ["type"] = "access", ["sid"] = $"{session.Id}" },
            SigningCredentials = new SigningCredentials((await server.DoAsync((SigningKeys keys) => Task.FromResult(keys))).All[0], SecurityAlgorithms.HmacSha256),
        };
        change(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }
}
