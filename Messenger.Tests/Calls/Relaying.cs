using System.Text.Json;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>A real coturn, set by the file of the repository, believes the credentials that we make, and opens nothing but what it should.</summary>
public sealed class Relaying(Relaying.WithCoturn server) : IClassFixture<Relaying.WithCoturn>
{
    [Fact]
    public async Task Is_for_who_has_a_credential_of_ours()
    {
        using var coturn = await Coturn.StartAsync("allowed-peer-ip=127.0.0.1");
        var ann = await server.JoinAsync();
        var call = (await ann.PostAsync("/api/calls/", new { chat_id = await ann.DirectAsync(await server.JoinAsync("bob")) })).Is(201).Id;

        var told = JsonSerializer.Deserialize<List<IceServerJson>>((await ann.GetAsync($"/api/calls/ice-servers?call_id={call}")).Is(200).Text, ApiJson.Json)!.Single();

        Assert.Equal("0", await coturn.LostAsync(told));
        Assert.Null(await coturn.LostAsync(told with { Credential = Convert.ToBase64String(new byte[20]) }));
        Assert.Null(await coturn.LostAsync(told with { Username = told.Username!.Replace($":{ann.Id}", $":{ann.Id + 1}") }));
        Assert.Null(await coturn.LostAsync(await OfAsync(TimeSpan.FromMinutes(11))));
        Assert.Equal("0", await coturn.LostAsync(await OfAsync(TimeSpan.FromMinutes(9))));
    }

    [Fact]
    public async Task Reaches_nobody_inside()
    {
        using var coturn = await Coturn.StartAsync();
        var credential = await OfAsync(TimeSpan.Zero);
        List<string> reached = [];
        foreach (var address in new[]
        {
            "0.0.0.1", "10.0.0.1", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.1.2.3", "169.254.169.254", "172.16.0.1", "172.31.255.254", "192.168.1.1",
            "224.0.0.1", "::1", "::ffff:10.0.0.1", "fc00::1", "fd12:3456::1", "fe80::1", "64:ff9b::a00:1",
        })
        {
            if (await coturn.PassesOnAsync(credential, address) is var said and not "403")
            {
                reached.Add($"{address}: {said}");
            }
        }

        Assert.Empty(reached);
        foreach (var address in new[] { "203.0.113.1", "100.128.0.1", "172.32.0.1", "2001:db8::1" })
        {
            Assert.Equal("success", await coturn.PassesOnAsync(credential, address));
        }
    }

    /// <summary>One that was made so long ago.</summary>
    Task<IceServerJson> OfAsync(TimeSpan age) => server.DoAsync((IServiceProvider services) => Task.FromResult(
        new IceServers(services.GetRequiredService<AllSettings>(), services.GetRequiredService<CallSignals>(), new FakeTimeProvider(DateTimeOffset.UtcNow - age)).For(1).Single()));

    public sealed class WithCoturn : Server
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Turn:Urls", "turn:127.0.0.1"), ("Turn:Secret", Coturn.Secret)];
    }
}
