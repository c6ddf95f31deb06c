using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

public sealed class SharingFilesByApi(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    Caller ann = null!, bob = null!, eve = null!;
    int chat;

    public async ValueTask InitializeAsync()
    {
        (ann, bob, eve) = (await server.JoinAsync(), await server.JoinAsync("bob"), await server.JoinAsync("eve"));
        chat = await ann.DirectAsync(bob);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Several_files_with_a_caption_are_one_message()
    {
        var answer = (await ann.PostAsync($"/api/chats/{chat}/messages", Form("At sea", ("harbour.png", Pictures.Png()), ("notes.txt", "Low tide at 7"u8.ToArray())))).Is(201);

        answer.Has(new { content = "At sea", message_type = "image" });
        var files = answer["attachments"].EnumerateArray().ToList();
        Assert.Equal(["harbour.png", "notes.txt"], files.Select(file => file.GetProperty("name").GetString()));
        Assert.Equal(answer["file_url"].GetString(), files[0].GetProperty("url").GetString());
        files[0].AssertHas(new { content_type = "image/png", width = 60, height = 40 });
        files[1].AssertHas(new { size = 13, thumbnail_url = (string?)null });
    }

    [Fact]
    public async Task Without_a_caption_the_content_is_the_name_of_the_file() =>
        (await ann.PostAsync($"/api/chats/{chat}/messages", Form(null, ("report.pdf", "%PDF-1.7 …"u8.ToArray())))).Is(201).Has(new { content = "report.pdf", message_type = "document" });

    [Fact]
    public async Task Sound_and_video_say_how_long_they_play()
    {
        var sent = (await ann.PostAsync($"/api/chats/{chat}/messages", Form(null, ("tide.mp4", Recordings.Mp4(12.5, 640, 360)), ("gulls.wav", Recordings.Wav(4)), ("notes.txt", "Low"u8.ToArray())))).Is(201);

        var read = (await bob.GetAsync($"/api/chats/{chat}/messages")).Items[^1].GetProperty("attachments");
        Assert.Equal($"{sent["attachments"]}", $"{read}");
        read[0].AssertHas(new { content_type = "video/mp4", width = 640, height = 360, duration = 12.5, thumbnail_url = (string?)null });
        read[1].AssertHas(new { content_type = "audio/wav", duration = 4, width = (int?)null });
        read[2].AssertHas(new { duration = (double?)null });
    }

    /// <summary>No kind is forbidden, since none of them can do anything: it is told from its bytes, kept under another name, and handed out to be kept.</summary>
    [Theory]
    [InlineData("page.html", "text/html")]
    [InlineData("run.js", "text/javascript")]
    [InlineData("setup.exe", "image/png")]
    [InlineData("drawing.svg", "image/svg+xml")]
    public async Task What_a_browser_could_run_is_only_kept_whatever_its_sender_says_of_it(string name, string said)
    {
        using var form = Form(null, (name, SampleFiles.Sample(name)));
        form.Single().Headers.ContentType = new MediaTypeHeaderValue(said);

        var sent = (await ann.PostAsync($"/api/chats/{chat}/messages", form)).Is(201);

        var file = sent["attachments"][0];
        file.AssertHas(new { name, content_type = SampleFiles.All[name].Type, thumbnail_url = (string?)null });
        var fetched = (await bob.GetAsync(file.GetProperty("url").GetString()!)).Is(200);
        Assert.Equal(SampleFiles.All[name].Type, fetched.Media);
        Assert.Equal("attachment", fetched.Http.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", fetched.Header("X-Content-Type-Options"));
        Assert.StartsWith("sandbox; default-src 'none'", fetched.Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task Only_members_fetch_it_with_their_token_or_the_cookie_of_their_log_in()
    {
        var url = (await ann.PostAsync($"/api/chats/{chat}/messages", Form(null, ("notes.txt", "Low tide"u8.ToArray()))))["file_url"].GetString()!;

        Assert.Equal("Low tide", (await FetchAsync(url, bob.Token)).Text);
        Assert.Equal(404, (await FetchAsync(url, eve.Token)).Status);
        Assert.Equal(401, (await FetchAsync(url, null)).Status);
        Assert.Equal("Low tide", (await FetchAsync(url, null, await CookieAsync(bob))).Text);
        Assert.Equal(404, (await FetchAsync(url, null, await CookieAsync(eve))).Status);
        (await bob.PostAsync("/api/auth/logout")).Is(200);
        Assert.Equal(401, (await FetchAsync(url, bob.Token)).Status);
    }

    [Fact]
    public async Task The_cookie_of_a_page_that_ended_does_not_hide_the_one_that_shows_files()
    {
        var url = (await ann.PostAsync($"/api/chats/{chat}/messages", Form(null, ("notes.txt", "Low tide"u8.ToArray()))))["file_url"].GetString()!;
        using var page = await server.LogInAsync(bob.Username);
        var ended = page.Cookies.GetCookieHeader(server.Home);
        await page.OpenAsync("/settings");
        await page.SubmitAsync("Log out");

        foreach (var stale in new[] { ended, "messenger=rubbish" })
        {
            Assert.Equal("Low tide", (await FetchAsync(url, null, $"{stale}; {await CookieAsync(bob)}")).Text);
            Assert.Equal(404, (await FetchAsync(url, null, $"{stale}; {await CookieAsync(eve)}")).Status);
            Assert.Equal(302, (await FetchAsync(url, null, stale)).Status);
            Assert.Equal(401, (await FetchAsync("/api/auth/me", null, $"{stale}; {await CookieAsync(bob)}")).Status);
            Assert.Equal(302, (await FetchAsync($"/chats/{chat}", null, $"{stale}; {await CookieAsync(bob)}")).Status);
        }
    }

    [Fact]
    public async Task The_cookie_that_shows_files_opens_nothing_else()
    {
        var cookie = await CookieAsync(bob);

        Assert.Equal(401, (await FetchAsync("/api/auth/me", null, cookie)).Status);
        Assert.Equal(302, (await FetchAsync($"/chats/{chat}", null, cookie)).Status);
    }

    [Fact]
    public async Task Deleting_the_message_takes_the_file_away()
    {
        var sent = await ann.PostAsync($"/api/chats/{chat}/messages", Form(null, ("notes.txt", "Low tide"u8.ToArray())));

        (await ann.DeleteAsync($"/api/chats/messages/{sent.Id}")).Is(200);

        Assert.Equal(404, (await FetchAsync(sent["file_url"].GetString()!, ann.Token)).Status);
    }

    [Fact]
    public async Task Trying_again_answers_the_first_message()
    {
        var id = Guid.NewGuid();
        var first = (await ann.PostAsync($"/api/chats/{chat}/messages", Form("Look", id, ("a.txt", "one"u8.ToArray())))).Is(201);

        var again = (await ann.PostAsync($"/api/chats/{chat}/messages", Form("Look", id, ("a.txt", "one"u8.ToArray())))).Is(200);

        Assert.Equal((first.Id, first["file_url"].GetString()), (again.Id, again["file_url"].GetString()));
        (await ann.PostAsync($"/api/chats/{chat}/messages", Form("Look", id, ("a.txt", "two"u8.ToArray())))).Refuses(422, "client_id");
    }

    [Fact]
    public async Task A_picture_of_oneself_is_uploaded_and_taken_away()
    {
        var avatar = (await ann.PostAsync("/api/users/me/avatar", Form(null, ("me.jpg", Pictures.Photo()))))["avatar"].GetString()!;

        Assert.Equal(avatar, (await bob.GetAsync($"/api/users/{ann.Id}"))["avatar"].GetString());
        Assert.Equal(200, (await FetchAsync(avatar, bob.Token)).Status);
        (await ann.PutAsync("/api/users/me", new { avatar })).Is(200).Has(new { avatar });
        (await ann.PutAsync("/api/users/me", new { avatar = "/etc/passwd" })).Refuses(422, "avatar");
        (await ann.PutAsync("/api/users/me", new { avatar = (string?)null })).Is(200).Has(new { avatar = (string?)null });
        Assert.Equal(404, (await FetchAsync(avatar, bob.Token)).Status);
    }

    [Fact]
    public async Task What_is_no_picture_cannot_be_one_of_oneself()
    {
        (await ann.PostAsync("/api/users/me/avatar", Form(null, ("me.jpg", "<script>"u8.ToArray())))).Refuses(415);
        (await ann.PostAsync("/api/users/me/avatar", Form("nothing"))).Refuses(422, "file");
        (await ann.PostAsync("/api/users/me/avatar", new { })).Refuses(415);
    }

    internal static MultipartFormDataContent Form(string? content, params (string Name, byte[] Bytes)[] files) => Form(content, null, files);

    internal static MultipartFormDataContent Form(string? content, Guid? clientId, params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            form.Add(new ByteArrayContent(bytes), "file", name);
        }

        if (content is not null)
        {
            form.Add(new StringContent(content, Encoding.UTF8), "content");
        }

        if (clientId is { } id)
        {
            form.Add(new StringContent($"{id}"), "client_id");
        }

        return form;
    }

    async Task<string> CookieAsync(Caller caller)
    {
        var answer = await (caller with { Token = null }).PostAsync("/api/auth/login", new { email = caller.Email(), password = Server.Password });
        return answer.Http.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("files=", StringComparison.Ordinal)).Split(';')[0];
    }

    async Task<Answer> FetchAsync(string path, string? token, string? cookie = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Home, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await Answer.FromAsync(await http.SendAsync(request, TestContext.Current.CancellationToken));
    }
}

public sealed class SharingTooManyFilesByApi(TimelessServer server) : IClassFixture<TimelessServer>
{
    [Fact]
    public async Task Is_asked_to_wait_and_may_still_write()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var path = $"/api/chats/{await ann.DirectAsync(bob)}/messages";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ann.PostAsync(path, Ten())));

        // 60 at once; ten more are allowed after 20 seconds.
        Assert.Equal(6, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.InRange(int.Parse(answer.Refuses(429).Header("Retry-After")!), 1, 20));
        (await bob.PostAsync(path, Ten())).Is(201);
        (await ann.PostAsync(path, new { content = "Wait, more are coming" })).Is(201);
        Assert.Equal(6 + 1 + 1, (await bob.GetAsync(path)).Items.Count);
    }

    static MultipartFormDataContent Ten() => SharingFilesByApi.Form(null, [.. Enumerable.Range(0, 10).Select(i => ($"{i}.txt", "Low tide"u8.ToArray()))]);
}

public sealed class SharingFilesAgainByApi(SharingFilesAgainByApi.Overheard server) : IClassFixture<SharingFilesAgainByApi.Overheard>
{
    public sealed class Overheard : Server
    {
        public LogCapture Heard { get; } = new();

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(Heard);
    }

    [Fact]
    public async Task Is_answered_with_the_first_and_no_failure_for_the_log()
    {
        var (ann, bob) = (await server.JoinAsync(), await server.JoinAsync("bob"));
        var chat = await ann.DirectAsync(bob);
        var clientId = Guid.NewGuid();
        var first = (await SendAsync()).Is(201);

        var again = (await SendAsync()).Is(200);

        Assert.Equal(first["id"].GetInt32(), again["id"].GetInt32());
        Assert.Single((await bob.GetAsync($"/api/chats/{chat}/changes?after=0")).Is(200)["messages"].EnumerateArray());
        Assert.DoesNotContain(server.Heard.Lines, line => line.Level >= LogLevel.Warning && line.Text.StartsWith("Microsoft.EntityFrameworkCore"));

        Task<Answer> SendAsync() => ann.PostAsync($"/api/chats/{chat}/messages", SharingFilesByApi.Form("At sea", clientId, ("notes.txt", "Low tide"u8.ToArray())));
    }
}
