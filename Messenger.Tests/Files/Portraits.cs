using System.Net;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>In the folder.</summary>
public sealed class Portraits(Server server) : PortraitsIn<Server>(server);

/// <summary>In a bucket.</summary>
[RunsOnce]
public sealed class PortraitsInABucket(BucketServer server) : PortraitsIn<BucketServer>(server);

/// <summary>What people and groups look like.</summary>
public abstract partial class PortraitsIn<TServer>(TServer server) : IClassFixture<TServer>, IAsyncLifetime
    where TServer : Server
{
    int group;
    Browser ann = null!, bob = null!;

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await NewAsync("ann"), await NewAsync("bob"));
        group = await ann.GroupAsync("Hikers", Company.IdIn(bob.Page));
    }

    public ValueTask DisposeAsync()
    {
        ann.Dispose();
        bob.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Are_small_squares_that_browsers_may_keep()
    {
        var address = await GiveAsync(ann, "/settings/avatar", Pictures.Photo(900, 500));

        using var answer = await bob.GetAsync(address);

        var bytes = await answer.BytesAsync();
        using var face = Pictures.Read(bytes);
        Assert.Equal((256, 256), (face.Width, face.Height));
        Assert.DoesNotContain(face.GetFields(), field => field.StartsWith("exif"));
        Assert.Equal("image/webp", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Of_people_are_seen_by_others_wherever_they_are()
    {
        var address = await GiveAsync(ann, "/settings/avatar", Pictures.Png());
        await ann.ActAsync($"/chats/{group}", ("text", "Hello"));

        foreach (var path in new[] { $"/chats/{group}", $"/chats/{group}/members", $"/people/{Company.IdIn(ann.Page)}" })
        {
            Assert.Contains(address, (await bob.OpenAsync(path)).Html);
        }
    }

    [Fact]
    public async Task Of_a_group_are_chosen_by_its_admins()
    {
        using var refused = await SendAsync(bob, $"/chats/{group}/avatar", Pictures.Png());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        var address = await GiveAsync(ann, $"/chats/{group}/avatar", Pictures.Png());

        Assert.Contains(address, (await bob.OpenAsync("/")).Html);
        Assert.Contains(address, (await bob.OpenAsync($"/chats/{group}")).Html);
    }

    [Fact]
    public async Task That_are_replaced_or_taken_away_are_gone()
    {
        var first = await GiveAsync(ann, "/settings/avatar", Pictures.Png());
        var second = await GiveAsync(ann, "/settings/avatar", Pictures.Jpeg());
        await ann.ActAsync("/settings/avatar", ("remove", "true"));

        foreach (var address in new[] { first, second })
        {
            using var answer = await ann.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.DoesNotContain("/avatars/", (await ann.OpenAsync("/settings")).Html);
    }

    /// <summary>A stand-in for a bucket that is away: one stays, wherever it is kept, while a backup is made.</summary>
    [Fact]
    public async Task That_stayed_when_they_were_taken_away_are_gone_a_day_later_and_no_others()
    {
        var (groups, kept, left) = (
            await GiveAsync(ann, $"/chats/{group}/avatar", Pictures.Png()), await GiveAsync(bob, "/settings/avatar", Pictures.Png()), await GiveAsync(ann, "/settings/avatar", Pictures.Png()));
        var leases = await server.DoAsync((ILookups lookups) => Task.FromResult(new Leases(lookups, TimeProvider.System, isAlone: false)));
        Assert.True(await leases.TakeAsync(Leases.Backup, TimeSpan.FromMinutes(1)));
        await ann.ActAsync("/settings/avatar", ("remove", "true"));
        await leases.GiveBackAsync(Leases.Backup);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(left));
        foreach (var address in new[] { left, kept, groups })
        {
            File.SetLastWriteTimeUtc(await PathAsync(address), DateTime.UtcNow - 2 * Files.Patience);
        }

        // It looks when it starts, and then once a day.
        await server.RestartAsync();

        await Eventually.TrueAsync(async () => await StatusAsync(left) == HttpStatusCode.NotFound, () => "It is still there.");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(kept), await StatusAsync(groups)));
    }

    [Fact]
    public async Task That_are_refused_leave_the_one_before()
    {
        var address = await GiveAsync(ann, "/settings/avatar", Pictures.Png());

        foreach (var (bytes, status, reason) in new[]
        {
            ("<svg/>"u8.ToArray(), HttpStatusCode.UnsupportedMediaType, "A picture is a JPEG"),
            (Pictures.Png(600, 600)[..200], HttpStatusCode.UnprocessableEntity, "This picture is broken"),
            (Pictures.Png()[..^40], HttpStatusCode.UnprocessableEntity, "This picture is broken"),
            (new byte[6 << 20], HttpStatusCode.RequestEntityTooLarge, "At most 5 MB"),
        })
        {
            using var answer = await SendAsync(ann, "/settings/avatar", bytes);
            Assert.Equal(status, answer.StatusCode);
            Assert.Contains(reason, await answer.TextAsync());
        }

        using var still = await bob.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Are_told_to_those_who_see_them()
    {
        await using var bobs = await OpenPage.OfAsync(server.Home, bob);

        await GiveAsync(ann, $"/chats/{group}/avatar", Pictures.Png());

        Assert.Contains("/avatars/", (await bobs.HearsAsync($"#chat-{group} .avatar")).Html);
    }

    static Task<HttpResponseMessage> SendAsync(Browser who, string path, byte[] picture) => who.UploadAsync(path, [], [new Sent("me.png", picture)], "file", isScript: false);

    async Task<string> GiveAsync(Browser who, string path, byte[] picture)
    {
        using var answer = await SendAsync(who, path, picture);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return Address().Match((await who.OpenAsync(answer.Headers.Location!.ToString())).Html.Split("<main")[1]).Value;
    }

    async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await bob.GetAsync(address);
        return answer.StatusCode;
    }

    /// <summary>Where its bytes are, in the folder or in that of the bucket.</summary>
    async Task<string> PathAsync(string address) => server is BucketServer bucket
        ? (await bucket.ObjectsAsync()).Single(path => path.Contains(address.Split('/')[^1]))
        : Path.Combine(server.Folder, FilePlaces.AvatarOf(Avatars.KeyOf(address)!.Value));

    async Task<Browser> NewAsync(string name) => await server.RegisterAsync($"{name}{Guid.NewGuid():N}"[..12]);

    [GeneratedRegex("/avatars/[0-9a-f]{32}")]
    private static partial Regex Address();
}
