using System.Security.Cryptography;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>The new one signs when every node has had a day to read it, and goes on as the old one for another three months.</summary>
    [Fact]
    public async Task Happens_by_itself_after_three_months()
    {
        var database = await Databases.EmptyAsync();
        await using (var services = new TestServices(database))
        {
            var first = Assert.Single(await KeysAsync(services));
            Assert.Equal([first], await KeysAsync(services));

            services.Clock.Advance(TimeSpan.FromDays(91));
            var made = await KeysAsync(services);
            services.Clock.Advance(TimeSpan.FromDays(1));
            var settled = await KeysAsync(services);
            services.Clock.Advance(TimeSpan.FromDays(89));
            var third = await KeysAsync(services);

            Assert.Equal((2, first), (made.Count, made[0]));
            Assert.Equal([made[1], first], settled);
            Assert.Equal(settled[0], third[0]);
            Assert.DoesNotContain(first, third);
        }

        Databases.GiveBack(database);
    }

    static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    static Task<List<string>> KeysAsync(TestServices node) => node.DoAsync(async (IServiceProvider services) =>
    {
        // As another node has them, that begins now.
        var keys = ActivatorUtilities.CreateInstance<SigningKeys>(services, services.GetRequiredService<IServiceScopeFactory>());
        await keys.RenewAsync();
        return keys.All.Select(key => key.KeyId).ToList();
    });

    SigningKeys Given(string keys)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Messenger:SigningKeys", keys)]).Build();
        return new(Options.Create(AllSettings.Read(configuration, server.Folder).Messenger), null!, null!, TimeProvider.System);
    }

    public sealed class TwoKeys : Server
    {
        protected override IEnumerable<(string, string)> Settings => [("Messenger:SigningKeys", $"{recent},{old}")];
    }
}
