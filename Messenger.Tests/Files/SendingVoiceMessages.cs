using System.Net;
using System.Text;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>A recording of a voice is a message of its own kind, sent by a page or a program.</summary>
public sealed class SendingVoiceMessages(Server server) : IClassFixture<Server>, IAsyncLifetime
{
    static readonly byte[] spoken = Recordings.WebM(2);

    static readonly string waveform = string.Join(',', Enumerable.Range(0, SentVoice.Parts).Select(part => part * 4));

    int chat;
    Browser ann = null!, bob = null!;

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
    public async Task Is_shown_with_how_loud_and_how_long_it_is()
    {
        using var answer = await SpeakAsync(spoken, "12.3", waveform);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await bob.OpenAsync($"/chats/{chat}");
        Assert.Contains("data-seconds=\"12.3\"", page.Html);
        // Nothing at the beginning, and loud at the end.
        Assert.Matches("d=\"M2 15v2M6 15v2.*M254 2v29\"", page.Html);
        Assert.Matches("<audio src=\"/files/[0-9a-f]{32}\" controls", page.Html);
        Assert.Contains("Voice message, 0:12", (await bob.OpenAsync("/")).Words);
        var shared = await bob.OpenAsync($"/chats/{chat}/files?show=audio");
        Assert.Contains("<bdi>Voice message</bdi>", shared.Html);
        Assert.Contains("data-seconds=\"12.3\"", shared.Html);
    }

    [Fact]
    public async Task What_its_file_says_is_believed_before_what_its_sender_says()
    {
        using var answer = await SpeakAsync(Recordings.Mp4(61, brand: "M4A "), "5", "");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Voice message, 1:01", (await bob.OpenAsync("/")).Words);
        // Nobody said how loud it is.
        Assert.Contains("d=\"M2 15v2M6 15v2", (await bob.OpenAsync($"/chats/{chat}")).Html);
    }

    [Theory]
    [InlineData("0", null, "duration")]
    [InlineData("-3", null, "duration")]
    [InlineData("NaN", null, "duration")]
    [InlineData("1000", null, "duration")]
    [InlineData("soon", null, "duration")]
    [InlineData("12", "1,2,3", "waveform")]
    [InlineData("12", "loud", "waveform")]
    [InlineData("12", "300", "waveform")]
    public async Task Is_refused_where_it_cannot_be_so(string duration, string? loud, string field)
    {
        // Sixty-four of them, so that only the number is wrong.
        using var answer = await SpeakAsync(spoken, duration, loud == "300" ? string.Join(',', Enumerable.Repeat(loud, SentVoice.Parts)) : loud ?? waveform);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(field, answer.Headers.GetValues("Messenger-Field").Single());
        await NothingIsKeptAsync();
    }

    [Fact]
    public async Task Is_one_recording_and_nothing_else()
    {
        using var picture = await SpeakAsync(Pictures.Jpeg(), "12", waveform);
        using var two = await ann.UploadAsync($"/chats/{chat}", [("client_id", $"{Guid.NewGuid()}")], [new Sent("one.webm", spoken), new Sent("two.webm", spoken)], "voice");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, picture.StatusCode);
        // The field of a form holds one: the other is passed over.
        Assert.Equal(HttpStatusCode.OK, two.StatusCode);
        Assert.Equal(1, await server.DoAsync((MessengerDb db) => db.Files.CountAsync(file => file.ChatId == chat && file.MessageId != null)));
    }

    [Fact]
    public async Task A_program_sends_and_reads_it()
    {
        var (mira, noor) = (await server.JoinAsync(), await server.JoinAsync("noor"));
        var theirs = await mira.DirectAsync(noor);

        var sent = (await mira.PostAsync($"/api/chats/{theirs}/messages", Form(("is_voice", "true"), ("duration", "7.5"), ("waveform", waveform)))).Is(201);

        sent.Has(new { content = "voice.webm", message_type = "audio" });
        var heard = (await noor.GetAsync($"/api/chats/{theirs}/messages")).Items[^1];
        heard.GetProperty("attachments")[0].AssertHas(new { is_voice = true, duration = 7.5, content_type = "audio/webm" });
        Assert.Equal(waveform, string.Join(',', heard.GetProperty("attachments")[0].List("waveform").Select(part => part.GetInt32())));

        var copy = (await noor.PostAsync($"/api/chats/messages/{sent.Id}/forward", new { chat_id = theirs })).Is(201);
        copy["attachments"][0].AssertHas(new { is_voice = true, duration = 7.5 });
        Assert.Equal(SentVoice.Parts, copy["attachments"][0].List("waveform").Count);
    }

    [Fact]
    public async Task A_program_may_know_nothing_of_it_and_is_told_what_is_wrong()
    {
        var (mira, noor) = (await server.JoinAsync("mira"), await server.JoinAsync("nora"));
        var theirs = await mira.DirectAsync(noor);
        var address = $"/api/chats/{theirs}/messages";

        var plain = (await mira.PostAsync(address, Form())).Is(201);
        plain["attachments"][0].AssertHas(new { is_voice = false, waveform = (int[]?)null });
        var short_ = (await mira.PostAsync(address, Form(("is_voice", "true")))).Is(201);
        short_["attachments"][0].AssertHas(new { is_voice = true, duration = (double?)null, waveform = (int[]?)null });
        (await mira.PostAsync(address, Form(("is_voice", "true"), ("waveform", "1,2")))).Refuses(422, "waveform");
        (await mira.PostAsync(address, Form(("is_voice", "perhaps")))).Refuses(422, "is_voice");
        (await mira.PostAsync(address, new { content = "Listen", is_voice = true })).Refuses(422, "is_voice");
    }

    Task<HttpResponseMessage> SpeakAsync(byte[] bytes, string duration, string loud) => ann.UploadAsync(
        $"/chats/{chat}", [("client_id", $"{Guid.NewGuid()}"), ("duration", duration), ("waveform", loud)], [new Sent("Voice message.webm", bytes)], "voice");

    async Task NothingIsKeptAsync()
    {
        Assert.Equal(0, await server.DoAsync((MessengerDb db) => db.Messages.CountAsync(message => message.ChatId == chat)));
        Assert.Equal(0, await server.DoAsync((MessengerDb db) => db.Files.CountAsync(file => file.ChatId == chat)));
    }

    static MultipartFormDataContent Form(params (string Name, string Value)[] fields)
    {
        var form = SharingFilesByApi.Form(null, ("voice.webm", spoken));
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value, Encoding.UTF8), name);
        }

        return form;
    }
}
