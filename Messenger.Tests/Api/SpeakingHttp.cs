using System.Text;

namespace Messenger.Tests;

/// <summary>What holds for every address under /api.</summary>
[RunsOnce]
public sealed class SpeakingHttp(Server server) : IClassFixture<Server>
{
    public static TheoryData<string> Reads => ["/api/auth/me", "/api/auth/sessions", "/api/users", "/api/users/{me}", "/api/chats", "/api/chats/{chat}", "/api/chats/{chat}/messages", "/api/chats/{chat}/messages?skip=1&limit=5", "/api/chats/{chat}/changes?after=0", "/api/search?q=hello"];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Answers_the_same_with_and_without_a_slash_and_to_HEAD_without_content(string address)
    {
        var (ann, path) = await AtAsync(address);
        var (place, query) = (path.Split('?')[0], path.Contains('?') ? path[path.IndexOf('?')..] : "");

        var answer = await ann.GetAsync(path);
        var slashed = await ann.GetAsync($"{place}/{query}");
        var head = await ann.SendAsync(HttpMethod.Head, path);

        Assert.Equal(answer.Is(200).Text, slashed.Is(200).Text);
        Assert.Equal("", head.Is(200).Text);
        Assert.Equal(answer.Header("ETag"), head.Header("ETag"));
        Assert.Equal(answer.Header("Content-Length"), head.Header("Content-Length"));
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Answers_304_to_who_has_it_already(string address)
    {
        var (ann, path) = await AtAsync(address);
        var tag = (await ann.GetAsync(path)).Is(200).Header("ETag")!;

        foreach (var known in new[] { tag, tag["W/".Length..], $"\"other\", {tag}", "*" })
        {
            var answer = await ann.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", known));
            Assert.Equal(("", tag), (answer.Is(304).Text, answer.Header("ETag")));
        }

        (await ann.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", "\"other\""))).Is(200);
    }

    [Fact]
    public async Task Has_another_validator_when_something_changed()
    {
        var ann = await server.JoinAsync();
        var tag = (await ann.GetAsync("/api/auth/me")).Header("ETag")!;
        await ann.PutAsync("/api/users/me", new { status = "Back" });

        var answer = await ann.SendAsync(HttpMethod.Get, "/api/auth/me", null, ("If-None-Match", tag));

        Assert.NotEqual(tag, answer.Is(200).Header("ETag"));
        Assert.Equal("no-cache, private", answer.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("DELETE", "/api/auth/me", "GET, HEAD")]
    [InlineData("GET", "/api/auth/login", "POST")]
    [InlineData("HEAD", "/api/auth/logout", "POST")]
    [InlineData("PUT", "/api/chats", "GET, HEAD, POST")]
    [InlineData("POST", "/api/chats/1", "GET, HEAD, PATCH")]
    public async Task Says_which_methods_an_address_takes(string method, string path, string allowed)
    {
        var answer = await (await server.JoinAsync()).SendAsync(new HttpMethod(method), path);

        Assert.Equal(405, answer.Status);
        Assert.Equal(allowed.Split(", "), answer.Header("Allow")!.Split(", ").Order());
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/api/nowhere")]
    [InlineData("/api/chats/x")]
    [InlineData("/api/chats/1/nowhere")]
    [InlineData("/api/users/99999999999")]
    public async Task Says_404_for_what_is_not_there_in_the_same_words(string path)
    {
        var ann = await server.JoinAsync();

        Assert.Equal((await ann.GetAsync("/api/chats/999999")).Refuses(404).Text, (await ann.GetAsync(path)).Refuses(404).Text);
    }

    [Theory]
    [InlineData("text/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/octet-stream")]
    public async Task Says_415_to_what_it_cannot_read(string media)
    {
        var ann = await server.JoinAsync();
        var body = new StringContent("<message>Hello</message>", Encoding.UTF8, media);

        (await ann.PostAsync("/api/chats/", body)).Refuses(415);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Says_422_to_what_is_no_whole_form(string media)
    {
        var ann = await server.JoinAsync();
        var body = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nHel"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", media);

        (await ann.PostAsync($"/api/chats/{await ann.DirectAsync(ann)}/messages", body)).Refuses(422, "body");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Says_413_to_what_is_too_large(bool isChunked)
    {
        var ann = await server.JoinAsync();
        var chat = await ann.DirectAsync(ann);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Home, $"/api/chats/{chat}/messages"))
        {
            Content = new StringContent($$"""{"content": "{{new string('x', 1 << 20)}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true;

        var answer = await ann.SendAsync(request);
        Assert.Equal("nosniff", answer.Refuses(413).Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Tells_what_is_wrong_in_the_language_of_who_asks()
    {
        var olga = await server.JoinAsync("olga", "ru");
        var chat = await olga.DirectAsync(olga);

        var wrong = await olga.PostAsync($"/api/chats/{chat}/messages", new { content = "" });
        var missing = await olga.GetAsync("/api/nowhere");
        var unknown = await (olga with { Token = "nonsense" }).GetAsync("/api/auth/me");

        Assert.StartsWith("content: Сначала", wrong.Refuses(422, "content")["detail"].GetString());
        Assert.All([missing.Refuses(404), unknown.Refuses(401)], answer => Assert.Matches(@"\p{IsCyrillic}", answer["detail"].GetString()));
    }

    async Task<(Caller Ann, string Path)> AtAsync(string address)
    {
        var ann = await server.JoinAsync();
        var chat = await ann.DirectAsync(ann);
        await ann.SayAsync(chat, "Hello");
        return (ann, address.Replace("{me}", $"{ann.Id}").Replace("{chat}", $"{chat}"));
    }
}
