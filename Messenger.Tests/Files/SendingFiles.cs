using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Files go into a chat through the form of its page, all of them or none.</summary>
public sealed class SendingFiles(SendingFiles.Small server) : IClassFixture<SendingFiles.Small>, IAsyncLifetime
{
    static readonly byte[] pdf = [.. "%PDF-1.7\n"u8, 1, 2, 3];

    int chat;
    Browser ann = null!, bob = null!;

    /// <summary>One that takes little, so that too much is still quick.</summary>
    public sealed class Small : Server
    {
        protected override IEnumerable<(string, string)> Settings => [("Messenger:UploadLimit", "1"), ("Messenger:RequestLimit", "3")];
    }

    public async ValueTask InitializeAsync()
    {
        (ann, bob) = (await server.RegisterAsync($"ann{Guid.NewGuid():N}"[..12]), await server.RegisterAsync($"bob{Guid.NewGuid():N}"[..12]));
        var ids = (Company.IdIn(ann.Page), Company.IdIn(bob.Page));
        chat = await server.DoAsync((Chats chats) => chats.DirectAsync(ids.Item1, ids.Item2));
    }

    public ValueTask DisposeAsync()
    {
        ann.Dispose();
        bob.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task With_a_caption_shows_both_to_the_other()
    {
        using var answer = await ann.SendAsync(chat, "Look at *this*", [new Sent("sea.jpg", Pictures.Jpeg(900, 600)), new Sent("plan.pdf", pdf)]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await bob.OpenAsync($"/chats/{chat}");
        Assert.Contains("<em>this</em>", page.Html);
        Assert.Contains("plan.pdf", page.Words);
        Assert.Matches("""<img src="/files/[0-9a-f]{32}/thumbnail"\s+width="320" height="213" loading="lazy" alt="Photo: sea.jpg">""", page.Html);
    }

    /// <summary>What is sent between the quotes of its part, and what the disk of the sender shows.</summary>
    [Theory]
    [InlineData("100%.txt", "100%.txt")]
    [InlineData("50%25 off.txt", "50%25 off.txt")]
    [InlineData("a%22b%22.txt", "a\"b\".txt")]
    [InlineData("a\\\"b.txt", "a\"b.txt")]
    [InlineData("a\\\\b.txt", "a\\b.txt")]
    [InlineData("a\\b.txt", "a\\b.txt")]
    [InlineData("C:\\Users\\ann\\plan.txt", "plan.txt")]
    [InlineData("/home/ann/plan.txt", "plan.txt")]
    [InlineData("line%0D%0Abreak.txt", "line  break.txt")]
    [InlineData("Kraków & Łódź; #1 (ü).txt", "Kraków & Łódź; #1 (ü).txt")]
    public async Task It_is_called_as_on_the_senders_disk(string sent, string name)
    {
        await ann.SendAsync(chat, "", [new Sent(sent, "Hello"u8.ToArray()) { IsEscaped = true }]);

        var file = await server.DoAsync((MessengerDb db) => db.Files.OrderByDescending(one => one.Id).FirstAsync());
        Assert.Equal(name, file.Name);
        using var answer = await bob.GetAsync($"/files/{file.Key:N}");
        Assert.Equal(name, answer.Content.Headers.ContentDisposition!.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName!.Trim('"'));
    }

    [Theory]
    [InlineData("voice.webm", FileKind.Audio, "audio/webm")]
    [InlineData("film.webm", FileKind.Video, "video/webm")]
    [InlineData("voice.mp4", FileKind.Audio, "audio/mp4")]
    [InlineData("voice.mov", FileKind.Audio, "audio/mp4")]
    [InlineData("film.mp4", FileKind.Video, "video/mp4")]
    [InlineData("film.m4a", FileKind.Video, "video/mp4")]
    public async Task Whether_it_has_a_track_of_video_tells_sound_from_film(string name, FileKind kind, string type)
    {
        var bytes = name switch
        {
            "voice.webm" => Recordings.WebM(2),
            "film.webm" => Recordings.WebM(2, 1),
            "voice.mp4" => Recordings.Tracks("isom", "soun"),
            "voice.mov" => Recordings.Tracks("qt  ", "soun"),
            "film.mp4" => Recordings.Tracks("isom", "soun", "vide"),
            _ => Recordings.Tracks("M4A ", "soun", "vide"),
        };

        using var answer = await ann.SendAsync(chat, "", [new Sent(name, bytes)]);

        var file = await server.DoAsync((MessengerDb db) => db.Files.OrderByDescending(one => one.Id).FirstAsync());
        Assert.Equal((kind, type), (file.Kind, file.ContentType));
        Assert.Contains(kind is FileKind.Audio ? "<audio" : "<video", await answer.TextAsync());
    }

    [Fact]
    public async Task Without_a_script_leads_back_to_the_chat()
    {
        var form = (await ann.OpenAsync($"/chats/{chat}")).FindForm($"/chats/{chat}");
        using var answer = await ann.UploadAsync(form.Action, form.Fields.Where(field => field.Name is "client_id" or "__RequestVerificationToken").Append(("text", "")),
            [new Sent("notes.txt", "Hello"u8.ToArray())], "files", isScript: false);

        Assert.Equal((HttpStatusCode.Found, $"/chats/{chat}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains("notes.txt", (await bob.OpenAsync($"/chats/{chat}")).Words);
    }

    [Fact]
    public async Task With_nothing_chosen_is_a_message_of_text()
    {
        using var answer = await ann.UploadAsync($"/chats/{chat}", [("text", "Only words")], [new Sent("", [])], "files");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Only words", (await bob.OpenAsync($"/chats/{chat}")).Words);
    }

    [Theory]
    [InlineData("photo.jpg", "Photo")]
    [InlineData("report.bin", "report.bin")]
    [InlineData("song.mp3", "Audio")]
    [InlineData("film.mp4", "Video")]
    public async Task Says_in_the_list_what_came(string name, string said)
    {
        await ann.SendAsync(chat, name, SampleFiles.Sample(name));

        Assert.Matches($"""(?s)id="chat-{chat}-last".*?<b><bdi>[^<]*</bdi>:</b>\s+{said}</bdi>""", (await bob.OpenAsync("/")).Html);
    }

    [Fact]
    public async Task Video_keeps_its_shape_and_sound_says_how_long_it_plays()
    {
        await ann.SendAsync(chat, "tide.mp4", Recordings.Mp4(12.5, 1280, 720));
        await ann.SendAsync(chat, "gulls.wav", Recordings.Wav(65));
        await ann.SendAsync(chat, "film.webm", SampleFiles.Sample("film.webm"));

        var html = (await bob.OpenAsync($"/chats/{chat}")).Html;
        Assert.Matches("""<video src="/files/[0-9a-f]{32}" width="320" height="180" controls""", html);
        Assert.Matches(@"tide.mp4</span>\s*<small>1 KB · 0:12<", html);
        Assert.Matches(@"gulls.wav</span>\s*<small>1 KB · 1:05<", html);
        Assert.Matches("""<video src="/files/[0-9a-f]{32}" controls""", html);
        Assert.Matches(@"film.webm</span>\s*<small>1 KB<", html);
    }

    [Fact]
    public async Task In_a_quote_is_told_by_what_it_is()
    {
        await ann.SendAsync(chat, "photo.jpg", Pictures.Jpeg());
        var photo = (await Drawn.AllAsync(bob, chat))[^1];

        await bob.ActAsync($"/chats/{chat}", ("text", "Nice"), ("reply_to", $"{photo.Id}"));

        Assert.Matches("""class="quote[^>]*>.*?<span dir="auto">Photo</span> ?</a>""", Regex.Replace((await ann.OpenAsync($"/chats/{chat}")).Html, @"\s+", " "));
    }

    [Fact]
    public async Task Again_after_a_lost_answer_posts_once_and_keeps_one_copy()
    {
        var clientId = Guid.NewGuid();
        var sent = new[] { new Sent("a.txt", "one"u8.ToArray()), new Sent("b.txt", "two"u8.ToArray()) };
        using var first = await ann.SendAsync(chat, "Twice", sent, clientId);

        using var second = await ann.SendAsync(chat, "Twice", sent, clientId);

        Assert.Equal(Sending.AddressesIn(await first.TextAsync()), Sending.AddressesIn(await second.TextAsync()));
        Assert.Single(await Drawn.AllAsync(bob, chat));
        await Eventually.TrueAsync(async () => await RowsAsync() == 2, () => "The second copies are still there.");
    }

    [Fact]
    public async Task With_the_same_client_id_and_other_files_is_refused()
    {
        var clientId = Guid.NewGuid();
        using var first = await ann.SendAsync(chat, "Twice", [new Sent("a.txt", "one"u8.ToArray())], clientId);

        using var second = await ann.SendAsync(chat, "Twice", [new Sent("a.txt", "two"u8.ToArray())], clientId);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        Assert.Contains("client_id was used", await second.TextAsync());
        await Eventually.TrueAsync(async () => await RowsAsync() == 1, () => "What was refused is still there.");
    }

    [Theory]
    [InlineData(11, "A message holds at most 10 files.")]
    [InlineData(0, "There is nothing in “empty.txt”.")]
    public async Task That_cannot_be_is_refused_with_a_reason(int count, string reason)
    {
        var files = count == 0 ? [new Sent("empty.txt", [])] : Enumerable.Range(0, count).Select(n => new Sent($"{n}.txt", "x"u8.ToArray()));

        using var answer = await ann.SendAsync(chat, "", files);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(reason, await answer.TextAsync());
        Assert.Empty(await Drawn.AllAsync(bob, chat));
    }

    [Fact]
    public async Task Of_which_one_is_too_large_sends_none_and_keeps_the_text()
    {
        var form = (await ann.OpenAsync($"/chats/{chat}")).FindForm($"/chats/{chat}");
        using var answer = await ann.UploadAsync(form.Action, [("text", "Do not lose me"), ("client_id", form["client_id"]!)],
            [new Sent("a.txt", "one"u8.ToArray()), new Sent("big.bin", new byte[1_200_000])], "files", isScript: false);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var html = await answer.TextAsync();
        Assert.Contains("At most 1 MB a file.", html);
        Assert.Contains("Do not lose me", html);
        Assert.Equal(0, await RowsAsync());
    }

    /// <summary>More than this test could hold: it says how much comes, and is answered before it does.</summary>
    [Theory]
    [InlineData(5_000_000)]
    [InlineData(50_000_000_000)]
    public async Task That_is_too_large_altogether_is_refused_before_it_is_read(long length)
    {
        var token = (await ann.OpenAsync("/chats/new")).FindForm("/chats/direct")["__RequestVerificationToken"]!;
        var answer = await RawLine.AskAsync(server.Home, $"""
            POST /chats/{chat} HTTP/1.1
            Host: {server.Home.Authority}
            Cookie: {ann.Cookies.GetCookieHeader(server.Home)}
            X-XSRF-TOKEN: {token}
            HX-Request: true
            Content-Type: multipart/form-data; boundary=x
            Content-Length: {length}
            """);

        Assert.StartsWith("HTTP/1.1 413", answer);
    }

    [Fact]
    public async Task To_a_chat_one_is_not_in_leaves_nothing()
    {
        using var eve = await server.RegisterAsync($"eve{Guid.NewGuid():N}"[..12]);

        using var answer = await eve.SendAsync(chat, "Hi", [new Sent("a.txt", "one"u8.ToArray())]);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, await RowsAsync());
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\ann\report.txt", "report.txt")]
    [InlineData("a\u202Egpj.exe", "agpj.exe")]
    [InlineData("..", "file")]
    [InlineData("Отчёт за май.txt", "Отчёт за май.txt")]
    public async Task Cleans_their_names(string sent, string kept)
    {
        await ann.SendAsync(chat, sent, "x"u8.ToArray());

        var name = await server.DoAsync((MessengerDb db) => db.Files.Where(file => file.ChatId == chat).Select(file => file.Name).SingleAsync());
        Assert.Equal(kept, name);
    }

    [Fact]
    public async Task A_caption_can_be_changed_and_taken_away()
    {
        using var answer = await ann.SendAsync(chat, "Before", [new Sent("a.txt", "x"u8.ToArray())]);
        var message = (await Drawn.AllAsync(ann, chat)).Single();

        await ann.ActAsync($"/chats/{chat}/messages/{message.Id}", ("text", ""));

        var page = await bob.OpenAsync($"/chats/{chat}");
        Assert.DoesNotContain("Before", page.Words);
        Assert.Contains("a.txt", page.Words);
    }

    Task<int> RowsAsync() => server.DoAsync((MessengerDb db) => db.Files.CountAsync(file => file.ChatId == chat));
}
