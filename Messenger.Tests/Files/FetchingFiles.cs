using System.Net;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>From the folder.</summary>
public sealed class FetchingFiles(Server server) : FetchingFilesFrom<Server>(server);

/// <summary>From a bucket.</summary>
[RunsOnce]
public sealed class FetchingFilesFromABucket(BucketServer server) : FetchingFilesFrom<BucketServer>(server);

/// <summary>Each time a file is asked for, it is for the members of its chat as they are then.</summary>
public abstract class FetchingFilesFrom<TServer>(TServer server) : IClassFixture<TServer>, IAsyncLifetime
    where TServer : Server
{
    static readonly byte[] digits = "0123456789"u8.ToArray();

    int chat;
    Browser ann = null!, bob = null!, eve = null!;

    public static TheoryData<string> Names => [.. SampleFiles.All.Keys];

    public async ValueTask InitializeAsync()
    {
        (ann, bob, eve) = (await NewAsync("ann"), await NewAsync("bob"), await NewAsync("eve"));
        chat = await ann.GroupAsync("Hikers", Company.IdIn(bob.Page));
    }

    public ValueTask DisposeAsync()
    {
        Array.ForEach([ann, bob, eve], browser => browser.Dispose());
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Says_what_it_is_from_its_bytes_and_runs_nothing(string name)
    {
        var (bytes, type, isShown) = SampleFiles.All[name];
        var address = await ann.SendAsync(chat, name, bytes);

        using var answer = await bob.GetAsync(address);

        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(isShown ? "inline" : "attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(name, answer.Content.Headers.ContentDisposition.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("sandbox; default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-cache, private", answer.Headers.CacheControl!.ToString());
        if (!type.StartsWith("image/"))
        {
            Assert.Equal(bytes, await answer.BytesAsync());
        }
    }

    [Fact]
    public async Task By_its_name_in_any_language()
    {
        var address = await ann.SendAsync(chat, "Отчёт «за» май.txt", digits);

        using var answer = await bob.GetAsync(address);

        // RFC 8187, 3.2
        Assert.Contains("filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%20", answer.Content.Headers.GetValues("Content-Disposition").Single());
    }

    [Theory]
    [InlineData("bytes=2-4", 206, "234")]
    [InlineData("bytes=7-", 206, "789")]
    [InlineData("bytes=-1", 206, "9")]
    [InlineData("bytes=50-60", 416, null)]
    public async Task In_parts(string range, int status, string? part)
    {
        var address = await ann.SendAsync(chat, "digits.txt", digits);

        using var answer = await bob.GetAsync(address, ("Range", range), ("Accept-Encoding", "br, gzip"));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.True(part is null || part == await answer.TextAsync());
    }

    [Fact]
    public async Task Not_again_when_it_is_there_already()
    {
        var address = await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg());
        foreach (var path in new[] { address, $"{address}/thumbnail" })
        {
            using var first = await bob.GetAsync(path);
            using var again = await bob.GetAsync(path, ("If-None-Match", first.Headers.ETag!.ToString()));

            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.BytesAsync());
        }
    }

    /// <summary>RFC 9110, 9.3.2.</summary>
    [Fact]
    public async Task By_HEAD_says_what_GET_says_without_the_bytes()
    {
        var address = await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg());
        foreach (var path in new[] { address, $"{address}/thumbnail" })
        {
            using var whole = await bob.GetAsync(path);
            using var head = await bob.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            using var hidden = await eve.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Equal(HeadersOf(whole), HeadersOf(head));
            Assert.Empty(await head.BytesAsync());
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        }
    }

    [Fact]
    public async Task Of_others_is_answered_like_one_that_never_was()
    {
        var address = await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg());

        await AssertGoneAsync(eve, address);
    }

    [Fact]
    public async Task Of_a_group_one_has_left_is_gone()
    {
        var address = await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg());
        using var first = await bob.GetAsync(address);
        await bob.ActAsync($"/chats/{chat}/leave");

        await AssertGoneAsync(bob, address);
        using var again = await bob.GetAsync(address, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Of_a_deleted_message_is_gone_for_everybody()
    {
        var address = await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg());
        var message = (await Drawn.AllAsync(ann, chat))[^1];

        await ann.ActAsync($"/chats/{chat}/messages/{message.Id}/delete");

        await AssertGoneAsync(ann, address);
        await AssertGoneAsync(bob, address);
        Assert.DoesNotContain(address, (await bob.OpenAsync($"/chats/{chat}")).Html);
    }

    [Fact]
    public async Task Without_being_logged_in_asks_for_that()
    {
        var address = await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg());
        using var nobody = server.OpenBrowser();

        using var answer = await nobody.GetAsync(address);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    static async Task AssertGoneAsync(Browser who, string address)
    {
        foreach (var part in new[] { "", "/thumbnail" })
        {
            using var gone = await who.GetAsync(address + part);
            using var never = await who.GetAsync(Attachment.UrlOf(Guid.NewGuid()) + part);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
            Assert.Equal(await never.TextAsync(), await gone.TextAsync());
            Assert.Equal(HeadersOf(never), HeadersOf(gone));
        }
    }

    static IEnumerable<string> HeadersOf(HttpResponseMessage answer) =>
        answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order();

    async Task<Browser> NewAsync(string name) => await server.RegisterAsync($"{name}{Guid.NewGuid():N}"[..12]);
}
