using System.Diagnostics;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class NotifyingMany(PushedServer server, ITestOutputHelper output) : IClassFixture<PushedServer>
{
    const int Members = 1000;

    /// <summary>A push service that is asked by one at a time, at a tenth of a second each, would take a hundred.</summary>
    [Fact]
    public async Task Takes_less_than_half_a_minute_for_a_thousand_and_keeps_no_call_from_ringing()
    {
        using var ann = await server.RegisterAsync("ann");
        var (bob, bobs, bobsId) = await server.SubscribedAsync("bob");
        var annsId = await PushedServer.IdAsync(ann);
        var direct = await server.ChatAsync(annsId, bobsId);
        var (group, devices) = await GroupAsync(annsId);
        server.Service.Delay = TimeSpan.FromMilliseconds(100);

        var watch = Stopwatch.StartNew();
        await server.SaysAsync(annsId, group, "To everybody");
        await Eventually.TrueAsync(() => server.Service.Tries > 0);
        await server.DoAsync((Calls calls) => calls.StartAsync(annsId, direct, "audio"));
        await server.Service.TakesAsync(bobs);
        var ringing = server.Service.Given.Count;
        await Eventually.TrueAsync(() => devices.All(device => server.Service.Of(device).Count == 1), () => $"{server.Service.Given.Count} came.");

        output.WriteLine($"{Members} told after {watch.Elapsed.TotalSeconds:F1} s, {Pushes.Patience.TotalSeconds:F0} of them waited on purpose; it rang when {ringing} had been.");
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
        Assert.InRange(ringing, 0, Members - 1);
        bob.Dispose();
    }

    async Task<(int Group, IReadOnlyList<SubscribedBrowser> Devices)> GroupAsync(int ann)
    {
        var devices = Enumerable.Range(0, Members - 1).Select(_ => server.Service.NewBrowser()).ToList();
        var people = await server.DoAsync(async (MessengerDb db) =>
        {
            var now = DateTimeOffset.UtcNow;
            var all = devices.Select((_, i) =>
            {
                var user = User.New($"member{i:0000}", $"member{i:0000}@example.org", null, new Preferences(), now);
                (user.NormalizedUserName, user.NormalizedEmail) = (user.UserName!.ToUpperInvariant(), user.Email!.ToUpperInvariant());
                return user;
            }).ToList();
            db.AddRange(all);
            await db.SaveChangesAsync();
            for (var i = 0; i < all.Count; i++)
            {
                var session = new Session { Id = Guid.CreateVersion7(), UserId = all[i].Id, Device = "Firefox", Address = "", CreatedAt = now, LastUsedAt = now };
                db.AddRange(session, devices[i].As(session, now));
            }

            await db.SaveChangesAsync();
            return all.ConvertAll(user => user.Id);
        });
        return (await server.DoAsync((Chats chats) => chats.GroupAsync(ann, "Everybody", people)), devices);
    }
}
