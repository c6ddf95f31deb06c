using System.Net;
using Messenger.Domain;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>With a bucket (S3) in place of a folder nothing about files is otherwise, and nothing of them is on the node.</summary>
[RunsOnce]
public sealed class FilesInABucket(BucketServer server) : IClassFixture<BucketServer>, IAsyncLifetime
{
    int chat;
    Browser ann = null!;

    public async ValueTask InitializeAsync()
    {
        ann = await server.RegisterAsync($"ann{Guid.NewGuid():N}"[..12]);
        chat = await ann.GroupAsync("Alone");
    }

    public ValueTask DisposeAsync()
    {
        ann.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Larger than what is asked of the bucket at once.</summary>
    [Fact]
    public async Task Come_back_as_they_were_sent_whole_and_in_parts()
    {
        var bytes = new byte[(9 << 20) + 1];
        Random.Shared.NextBytes(bytes);
        var address = await ann.SendAsync(chat, "large.bin", bytes);

        using var whole = await ann.GetAsync(address);
        using var part = await ann.GetAsync(address, ("Range", "bytes=4194000-8388700"));
        using var end = await ann.GetAsync(address, ("Range", "bytes=-2"));

        Assert.Equal(bytes, await whole.BytesAsync());
        Assert.Equal(bytes[4194000..8388701], await part.BytesAsync());
        Assert.Equal(bytes[^2..], await end.BytesAsync());
    }

    [Fact]
    public async Task Are_seen_by_another_node_and_are_not_on_this_one()
    {
        var photo = await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg(900, 600));
        using var avatar = await ann.UploadAsync("/settings/avatar", [], [new Sent("me.png", Pictures.Png())], "file");
        var here = await Task.WhenAll(new[] { photo, $"{photo}/thumbnail" }.Select(async path => await (await ann.GetAsync(path)).BytesAsync()));

        var there = await server.BesideAsync(home => Task.WhenAll(new[] { photo, $"{photo}/thumbnail" }.Select(async path =>
        {
            using var other = new Browser(home, "en");
            other.Headers.Add("Cookie", ann.Cookies.GetCookieHeader(server.Home));
            return await (await other.GetAsync(path)).BytesAsync();
        })));

        Assert.Equal(here, there);
        Assert.False(Directory.Exists(Path.Combine(server.Folder, FilePlaces.Files)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.Folder, "unfinished")));
    }

    [Fact]
    public async Task That_nobody_can_see_any_more_leave_the_bucket()
    {
        var key = (await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg())).Split('/')[^1];
        var message = (await Drawn.AllAsync(ann, chat))[^1];
        Assert.Equal(2, await CountAsync(key));

        await ann.ActAsync($"/chats/{chat}/messages/{message.Id}/delete");

        await Eventually.TrueAsync(async () => await CountAsync(key) == 0, () => "The bytes are still there.");
    }

    [Fact]
    public async Task Without_a_row_are_found_once_they_are_old()
    {
        var store = await server.DoAsync((IFileStore store) => Task.FromResult(store));
        var (old, young) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var key in new[] { old, young })
        {
            await File.WriteAllTextAsync(store.Unfinished(FilePlaces.Of(key)), "lost", TestContext.Current.CancellationToken);
            await store.FinishAsync(FilePlaces.Of(key));
        }

        File.SetLastWriteTimeUtc((await server.ObjectsAsync()).Single(path => path.Contains($"{old:N}")), DateTime.UtcNow - 2 * Files.Patience);

        var found = await store.WrittenBeforeAsync(FilePlaces.Files, DateTimeOffset.UtcNow - Files.Patience).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([old], found.Select(FilePlaces.KeyOf));
        Assert.NotNull(await store.FindAsync(FilePlaces.Of(young)));
    }

    [Fact]
    public async Task Can_neither_be_sent_nor_fetched_while_it_is_away_and_nothing_is_lost()
    {
        var (before, sent, clientId) = (await ann.SendAsync(chat, "before.txt", "a"u8.ToArray()), new Sent("later.txt", "b"u8.ToArray()), Guid.NewGuid());
        server.LoseBucket();
        try
        {
            await SorryAsync(ann.SendAsync(chat, "Do not lose me", [sent], clientId));
            await SorryAsync(ann.UploadAsync("/settings/avatar", [], [new Sent("me.png", Pictures.Png())], "file"));
            await SorryAsync(ann.GetAsync(before));
            // What is only written goes on.
            await ann.ActAsync($"/chats/{chat}", ("text", "Hello"));
        }
        finally
        {
            server.FindBucketAgain();
        }

        using var again = await ann.SendAsync(chat, "Do not lose me", [sent], clientId);
        using var kept = await ann.GetAsync(before);
        using var later = await ann.GetAsync(Sending.AddressesIn(await again.TextAsync()).First());
        Assert.Equal(("a", "b"), (await kept.TextAsync(), await later.TextAsync()));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.Folder, "unfinished")));
    }

    /// <summary>What we start against looks at who we say we are, and not whether that was signed with the right secret.</summary>
    [Theory]
    [InlineData("no-such-bucket", S3Server.Key, "Bucket")]
    [InlineData(null, "somebody", "AccessKey")]
    public async Task Are_not_promised_where_it_does_not_let_us_in(string? other, string who, string key)
    {
        var bucket = $"bucket-{Guid.NewGuid():N}";
        await S3Server.MakeBucketAsync(bucket);
        using var store = new S3FileStore(new S3Settings
        {
            Endpoint = await S3Server.EndpointAsync(), Bucket = other ?? bucket, AccessKey = who, SecretKey = S3Server.Key, Region = "us-east-1",
        }, server.Folder);

        Assert.Equal(key, (await store.CheckAsync())!.Value.Key);
    }

    async Task<int> CountAsync(string key) => (await server.ObjectsAsync()).Count(path => path.Contains(key));

    static async Task SorryAsync(Task<HttpResponseMessage> ask)
    {
        using var answer = await ask;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("Files cannot be kept or fetched just now", await answer.TextAsync());
    }
}
