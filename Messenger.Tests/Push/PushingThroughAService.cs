using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What a push service may answer, or not, and which ones are asked at all.</summary>
public sealed class PushingThroughAService(PushedServer server) : IClassFixture<PushedServer>
{
    [Fact]
    public async Task Ends_where_the_push_service_says_that_the_browser_is_gone()
    {
        foreach (var status in new[] { 404, 410 })
        {
            var (ann, bob, chat, device) = await server.TwoAsync();
            server.Service.Answer(device, status);
            await server.SaysAsync(ann, chat, "Hello");

            await Eventually.TrueAsync(async () => (await bob.OpenAsync("/settings/notifications")).Words.Contains("Notifications are off."));
        }
    }

    [Theory]
    [InlineData(403)]
    [InlineData(400)]
    [InlineData(307)]
    public async Task Is_logged_with_the_reason_where_the_push_service_wants_none_of_it(int status)
    {
        var (ann, bob, chat, device) = await server.TwoAsync();
        var reason = $"BadJwtToken-{status}";
        server.Service.Answer(device, status, reason);
        await server.SaysAsync(ann, chat, "Hello");

        await Eventually.TrueAsync(() => server.Heard.Lines.Any(line => line.Text.Contains(reason)));
        await Eventually.TrueAsync(async () => await server.JobsAsync(Pushes.MessageJob, Pushes.AgainJob) == 0);
        Assert.Contains("Notifications are on.", (await bob.OpenAsync("/settings/notifications")).Words);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Is_tried_again_where_the_push_service_is_busy_and_not_when_it_was_read_meanwhile(int status)
    {
        var (ann, bob, chat, device) = await server.TwoAsync();
        server.Service.Answer(device, status);
        await server.SaysAsync(ann, chat, "Hello");
        await Eventually.TrueAsync(async () => await server.JobsAsync(Pushes.AgainJob) == 1);
        Assert.Empty(server.Service.Of(device));
        await server.LetTimePassAsync();
        await server.Service.TakesAsync(device);
        await Eventually.TrueAsync(async () => await server.JobsAsync(Pushes.AgainJob) == 0);

        server.Service.Answer(device, status);
        var second = await server.SaysAsync(ann, chat, "Hello again");
        await Eventually.TrueAsync(async () => await server.JobsAsync(Pushes.AgainJob) == 1);
        await server.DoAsync(async (ReadReceipts receipts) =>
        {
            await receipts.ReadAsync(await PushedServer.IdAsync(bob), chat, second.Sequence);
            return true;
        });
        await server.LetTimePassAsync();

        await Eventually.TrueAsync(async () => await server.JobsAsync(Pushes.AgainJob) == 0);
        Assert.Single(server.Service.Of(device));
    }

    [Fact]
    public async Task Waits_for_no_push_service_that_hangs()
    {
        var (ann, bob, chat, device) = await server.TwoAsync();
        server.Service.Hang(device);
        await server.SaysAsync(ann, chat, "Hello");

        await Eventually.TrueAsync(async () => await server.JobsAsync(Pushes.AgainJob) == 1);
        await server.LetTimePassAsync();
        await server.Service.TakesAsync(device);
    }

    /// <summary>A known host whose name leads into our own network is a way in, whoever answers there.</summary>
    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("142.250.1.95", true)]
    [InlineData("17.188.1.1", true)]
    [InlineData("2a00:1450:4003::200a", true)]
    [InlineData("::ffff:142.250.1.95", true)]
    public void Goes_to_public_addresses_only(string address, bool isPublic) => Assert.Equal(isPublic, PushHosts.IsPublic(IPAddress.Parse(address)));
}
