using System.Security.Cryptography;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Messenger.Tests;

/// <summary>A new signing key logs nobody out.</summary>
public sealed class ChangingKeys(ChangingKeys.TwoKeys server) : IClassFixture<ChangingKeys.TwoKeys>
{
    static readonly string old = NewKey(), recent = NewKey();

    [Fact]
    public async Task Leaves_the_tokens_of_the_old_one_good()
    {
        var ann = await server.JoinAsync();
        var session = await server.DoAsync((Sessions sessions) => sessions.StartAsync(ann.Id, "A program", "127.0.0.1", SessionKind.Program));

        var before = ann with { Token = new AccessTokens(Given(old), TimeProvider.System).Make(session) };
        var stranger = ann with { Token = new AccessTokens(Given(NewKey()), TimeProvider.System).Make(session) };

        (await before.GetAsync("/api/auth/me")).Is(200);
        (await stranger.GetAsync("/api/auth/me")).Refuses(401);
        Assert.NotNull(await new AccessTokens(Given(recent), TimeProvider.System).ReadAsync(ann.Token!));
    }

    [Fact]
    public void Happens_by_itself_after_three_months()
    {
        using var house = new KeyHouse();
        var first = house.Keys();
        Assert.Equal(first.All.Select(key => key.KeyId), house.Keys().All.Select(key => key.KeyId));
        house.Age(TimeSpan.FromDays(91));

        var later = house.Keys();

        Assert.Equal(2, later.All.Count);
        Assert.Equal(first.All[0].KeyId, later.All[1].KeyId);
        Assert.NotEqual(first.All[0].KeyId, later.All[0].KeyId);
    }

    static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    SigningKeys Given(string keys)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Messenger:SigningKeys", keys)]).Build();
        return new(Options.Create(AllSettings.Read(configuration, server.Folder).Messenger), null!, TimeProvider.System);
    }

    public sealed class TwoKeys : Server
    {
        protected override IEnumerable<(string, string)> Settings => [("Messenger:SigningKeys", $"{recent},{old}")];
    }
}
