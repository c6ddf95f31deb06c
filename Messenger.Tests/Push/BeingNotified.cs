using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messenger.Tests;

/// <summary>From a message to what the browser's push service is given.</summary>
public sealed class BeingNotified(PushedServer server) : IClassFixture<PushedServer>
{
    [Fact]
    public async Task Is_a_request_as_the_standards_have_it()
    {
        var (ann, bob, chat, device) = await server.TwoAsync();
        await server.SaysAsync(ann, chat, "The tide is at six");

        var push = await server.Service.TakesAsync(device);

        Assert.Equal(("aes128gcm", "normal"), (push.Headers["Content-Encoding"], push.Headers["Urgency"]));
        Assert.InRange(int.Parse(push.Headers["TTL"]), 3600, 2_592_000);
        Assert.Matches("^[A-Za-z0-9]{1,32}$", push.Headers["Topic"]);
        await VerifyAsync(push, bob);
    }

    [Fact]
    public async Task Has_no_name_and_no_text_in_it_whatever_the_device_shows()
    {
        foreach (var (names, text) in new[] { (false, false), (true, true) })
        {
            var (ann, bob, chat, device) = await server.TwoAsync(names, text);
            await server.SaysAsync(ann, chat, "The tide is at six");

            var written = (await server.Service.TakesAsync(device)).Text;

            Assert.DoesNotMatch("tide|(?i)ann", $"{written}");
            Assert.Equal(8030, written.GetProperty("web_push").GetInt32());
            var notification = written.GetProperty("notification");
            Assert.Equal(("New message", $"chat-{chat}"), (notification.GetProperty("title").GetString(), notification.GetProperty("tag").GetString()));
            Assert.Equal($"/chats/{chat}", new Uri(notification.GetProperty("navigate").GetString()!).AbsolutePath);
            Assert.Equal(names || text, notification.GetProperty("data").TryGetProperty("ask", out _));
        }
    }

    [Theory]
    [InlineData(false, false, "204", "")]
    [InlineData(true, false, "Ann", "New message")]
    [InlineData(false, true, "New message", "The tide is at six")]
    [InlineData(true, true, "Ann", "The tide is at six")]
    public async Task Says_more_only_to_a_device_that_asks_within_its_session(bool names, bool text, string title, string body)
    {
        var (ann, bob, chat, _) = await server.TwoAsync(names, text);
        await server.SaysAsync(ann, chat, "The **tide** is at six");

        using var answer = await bob.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/push/chats/{chat}"));

        if (title == "204")
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            return;
        }

        var notice = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.StartsWith(title, notice.GetProperty("title").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(body, notice.GetProperty("body").GetString());
        using var nobody = server.OpenBrowser();
        using var refused = await nobody.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/push/chats/{chat}"));
        Assert.Equal(HttpStatusCode.Found, refused.StatusCode);
    }

    [Fact]
    public async Task Says_how_many_and_no_word_when_the_last_one_is_of_somebody_the_reader_has_blocked()
    {
        var (ann, bob, _, _) = await server.TwoAsync(names: true, text: true);
        using var carl = await server.RegisterAsync(PushedServer.NewName("carl"));
        var (bobs, carls) = (await PushedServer.IdAsync(bob), await PushedServer.IdAsync(carl));
        var group = await server.DoAsync((Chats chats) => chats.GroupAsync(carls, "Hikers", [ann, bobs]));
        await server.DoAsync(async (Blocks blocks) =>
        {
            await blocks.BlockAsync(bobs, ann);
            return true;
        });
        await server.SaysAsync(carls, group, "The tide is at six");
        await server.SaysAsync(ann, group, "Nonsense");

        using var answer = await bob.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/push/chats/{group}"));

        var notice = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(("Hikers", "2 new messages"), (notice.GetProperty("title").GetString(), notice.GetProperty("body").GetString()));
    }

    [Fact]
    public async Task Comes_once_for_several_messages_in_the_receivers_language()
    {
        var (ann, chat, device) = await BurstAsync();
        Assert.Equal("5 новых сообщений", (await server.Service.TakesAsync(device)).Title);
        // What came of the next burst is the second there ever was.
        await server.SaysAsync(ann, chat, "later");
        Assert.Equal("6 новых сообщений", (await server.Service.TakesAsync(device, 2)).Title);
    }

    // All five within the time that a push waits for more of them; who takes longer to say them begins anew with somebody else.
    async Task<(int Ann, int Chat, SubscribedBrowser Device)> BurstAsync()
    {
        while (true)
        {
            var (ann, _, chat, device) = await server.TwoAsync(language: "ru");
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 5; i++)
            {
                await server.SaysAsync(ann, chat, $"{i}");
            }

            if (watch.Elapsed < Pushes.Patience / 2)
            {
                return (ann, chat, device);
            }
        }
    }

    [Fact]
    public async Task Ends_with_the_session_however_that_ends()
    {
        var (ann, bob, chat, device) = await server.TwoAsync();
        var name = await NameAsync(bob);
        Browser[] others = [await server.LogInAsync(name), await server.LogInAsync(name)];
        SubscribedBrowser[] devices = [await server.SubscribeAsync(others[0]), await server.SubscribeAsync(others[1])];
        await others[0].OpenAsync("/settings");
        await others[0].SubmitAsync("/account/logout");
        await others[1].OpenAsync("/settings/password");
        await others[1].SubmitAsync("/settings/password", ("current", Server.Password), ("next", "four quite ordinary words"));

        await server.SaysAsync(ann, chat, "Hello");

        Assert.Equal("New message", (await server.Service.TakesAsync(devices[1])).Title);
        Assert.Empty(server.Service.Of(devices[0]));
        Assert.Empty(server.Service.Of(device));
        Assert.Equal(1, await server.DoAsync((MessengerDb db) => db.PushSubscriptions.CountAsync(one => one.Endpoint == device.Endpoint || devices.Select(other => other.Endpoint).Contains(one.Endpoint))));
    }

    [Fact]
    public async Task Does_not_disturb_who_looks_at_the_chat()
    {
        var (ann, bob, _, device) = await server.TwoAsync();
        var (carl, carls, carlsId) = await server.SubscribedAsync(PushedServer.NewName("carl"));
        var bobs = await PushedServer.IdAsync(bob);
        var group = await server.DoAsync((Chats chats) => chats.GroupAsync(ann, "Hikers", [bobs, carlsId]));
        await using var page = await OpenPage.OfAsync(server.Home, bob);
        await page.LookAsync(group);

        await server.SaysAsync(ann, group, "Hello");
        // A page says every five seconds what it looks at.
        await Eventually.TrueAsync(async () =>
        {
            await page.LookAsync(group);
            return server.Service.Of(carls).Count > 0;
        });
        Assert.Empty(server.Service.Of(device));

        await page.LookAsync(0);
        await server.SaysAsync(ann, group, "Hello again");
        await server.Service.TakesAsync(device);
        carl.Dispose();
    }

    [Fact]
    public async Task Rings_at_once_and_is_replaced_by_what_became_of_the_call()
    {
        var (ann, bob, chat, device) = await server.TwoAsync();
        var call = await server.DoAsync((Calls calls) => calls.StartAsync(ann, chat, "audio"));

        var ring = await server.Service.TakesAsync(device);
        Assert.Equal(("Incoming call", $"call-{call.Id}", "high", "45", $"call{call.Id}"), (ring.Title, ring.Tag, ring.Headers["Urgency"], ring.Headers["TTL"], ring.Headers["Topic"]));

        await server.DoAsync((Calls calls) => calls.EndAsync(ann, call.Id));
        var missed = await server.Service.TakesAsync(device, 2);
        Assert.Equal(("Missed call", $"call-{call.Id}", $"call{call.Id}"), (missed.Title, missed.Tag, missed.Headers["Topic"]));
        Assert.InRange(int.Parse(missed.Headers["TTL"]), 3600, 2_592_000);

        var next = await server.DoAsync((Calls calls) => calls.StartAsync(ann, chat, "audio"));
        await server.Service.TakesAsync(device, 3);
        var bobs = await PushedServer.IdAsync(bob);
        await server.DoAsync((Calls calls) => calls.AcceptAsync(bobs, next.Id));
        var answered = await server.Service.TakesAsync(device, 4);
        Assert.Equal(("You answered on another device.", $"call-{next.Id}", true), (answered.Title, answered.Tag, answered.Notification.GetProperty("silent").GetBoolean()));
    }

    [Fact]
    public async Task Is_tried_out_by_a_button()
    {
        var (_, bob, _, device) = await server.TwoAsync();

        Assert.Contains("Sent.", (await bob.ActAsync("/settings/notifications/test")).Words);
        Assert.Equal("Notifications arrive on this device.", server.Service.Of(device).Single().Title);
        server.Service.Answer(device, 403);
        Assert.Contains("did not take it", (await bob.ActAsync("/settings/notifications/test")).Words);
    }

    async Task VerifyAsync(GivenPush push, Browser bob)
    {
        using var answer = await bob.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/push/key"));
        var ours = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var (token, key) = Regex.Match(push.Headers["Authorization"], "^vapid t=([^,]+), k=(.+)$") is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : throw new FormatException();
        Assert.Equal(ours, key);
        var point = System.Buffers.Text.Base64Url.DecodeFromChars(key);
        using var verifying = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAudience = server.Service.Home.GetLeftPart(UriPartial.Authority), IssuerSigningKey = new ECDsaSecurityKey(verifying), ValidAlgorithms = ["ES256"], ValidateIssuer = false,
        });
        Assert.True(result.IsValid, $"{result.Exception}");
        var claims = (JsonWebToken)result.SecurityToken;
        Assert.Equal("mailto:admin@example.org", claims.Subject);
        Assert.InRange(claims.ValidTo, DateTime.UtcNow, DateTime.UtcNow.AddHours(24));
    }

    static async Task<string> NameAsync(Browser browser) => (await browser.OpenAsync("/settings")).FindForm("Save")["username"]!;
}
