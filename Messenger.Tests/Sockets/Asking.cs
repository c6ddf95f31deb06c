using System.Text.Json;
using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What programs ask for through their socket, and what they are answered.</summary>
public sealed class Asking(Lines lines) : IClassFixture<Lines>
{
    [Fact]
    public async Task Sending_is_answered_once_it_is_committed_and_again_with_the_first_message()
    {
        var group = await lines.GroupAsync();
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        var clientId = Guid.NewGuid();

        for (var i = 0; i < 2; i++)
        {
            await anns.SayAsync(new { type = "send_message", chat_id = group, content = "Once", client_id = clientId });
        }

        await Eventually.TrueAsync(() => anns.All("message_accepted").Count == 2);
        var accepted = Assert.Single(anns.All("message_accepted").Select(data => data.GetRawText()).Distinct());
        var heard = await bobs.HearsAsync("new_message", data => data.GetProperty("client_id").ValueKind == JsonValueKind.String && data.GetProperty("client_id").GetGuid() == clientId);
        Assert.Equal($$"""{"client_id":"{{clientId}}","id":{{heard.GetProperty("id")}},"sequence":{{heard.GetProperty("sequence")}}}""", accepted);
        await lines.MarkAsync(bobs);
        Assert.Single(bobs.All("new_message"), data => data.GetProperty("content").GetString() == "Once");
    }

    [Fact]
    public async Task Sending_may_answer_a_message_and_needs_no_client_id()
    {
        var group = await lines.GroupAsync();
        var first = await lines.SaysAsync(lines.Bob, group, "Who?");
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);

        await anns.SayAsync(new { type = "send_message", chat_id = group, content = "Me", reply_to = first.Id, client_id = (string?)null });

        Assert.Equal(JsonValueKind.Null, (await anns.HearsAsync("message_accepted")).GetProperty("client_id").ValueKind);
        Assert.Equal(first.Id, (await bobs.HearsAsync("new_message", data => data.GetProperty("content").GetString() == "Me")).GetProperty("reply_to").GetInt32());
    }

    [Fact]
    public async Task Sending_takes_a_client_id_in_any_form()
    {
        var (chat, clientId) = (await lines.DirectAsync(), Guid.NewGuid());
        await using var anns = await lines.OpenAsync(lines.Ann);

        await anns.SayAsync(new { type = "send_message", chat_id = chat, content = "Hello", client_id = clientId.ToString("N") });

        Assert.Equal(clientId, (await anns.HearsAsync("message_accepted")).GetProperty("client_id").GetGuid());
    }

    [Fact]
    public async Task Signals_are_passed_on_as_they_came()
    {
        var chat = await lines.DirectAsync();
        var call = await lines.DoAsync((Calls c) => c.StartAsync(lines.Ann, chat, "audio"));
        await using var anns = await lines.OpenAsync(lines.Ann);
        await using var bobs = await lines.OpenAsync(lines.Bob);
        const string Data = """{"type":"ice-candidate", "candidate":{"n":1.50,"half":"\ud800","ü":null}}""";

        await anns.SayAsync($$"""{"type":"webrtc_signal","target_user_id":{{lines.Bob}},"data":{{Data}}}""");

        var heard = await bobs.HearsAsync("webrtc_signal");
        Assert.Equal((lines.Ann, "ice-candidate", Data), (heard.GetProperty("from_user_id").GetInt32(), heard.GetProperty("signal_type").GetString(), heard.GetProperty("signal").GetRawText()));
        await lines.ActAsync((Calls c) => c.EndAsync(lines.Ann, call.Id));
    }

    [Theory]
    [InlineData("", "not_json", null)]
    [InlineData("hello", "not_json", null)]
    [InlineData("{", "not_json", null)]
    [InlineData("null", "not_json", null)]
    [InlineData("[]", "not_json", null)]
    [InlineData("7", "not_json", null)]
    [InlineData("""{"type":"ping"} {}""", "not_json", null)]
    [InlineData("{}", "wrong_type", null)]
    [InlineData("""{"type":null}""", "wrong_type", null)]
    [InlineData("""{"type":7}""", "wrong_type", null)]
    [InlineData("""{"type":"\ud800"}""", "wrong_type", null)]
    [InlineData("""{"type":"send_message","chat_id":1,"content":"a","client_id":"\ud800"}""", "wrong_type", "send_message")]
    [InlineData("""{"type":"dance"}""", "unknown_type", null)]
    [InlineData("""{"type":"PING"}""", "unknown_type", null)]
    [InlineData("""{"type":"typing"}""", "wrong_type", "typing")]
    [InlineData("""{"type":"typing","chat_id":"1","is_typing":true}""", "wrong_type", "typing")]
    [InlineData("""{"type":"typing","chat_id":1.5,"is_typing":true}""", "wrong_type", "typing")]
    [InlineData("""{"type":"typing","chat_id":99999999999999,"is_typing":true}""", "wrong_type", "typing")]
    [InlineData("""{"type":"typing","chat_id":1,"is_typing":1}""", "wrong_type", "typing")]
    [InlineData("""{"type":"typing","chat_id":-1,"is_typing":true}""", "not_found", "typing")]
    [InlineData("""{"type":"message_read"}""", "wrong_type", "message_read")]
    [InlineData("""{"type":"message_read","message_id":0}""", "not_found", "message_read")]
    [InlineData("""{"type":"webrtc_signal","target_user_id":1}""", "wrong_type", "webrtc_signal")]
    [InlineData("""{"type":"webrtc_signal","target_user_id":1,"data":[]}""", "wrong_type", "webrtc_signal")]
    [InlineData("""{"type":"webrtc_signal","target_user_id":1,"data":{}}""", "signal_type", "webrtc_signal")]
    [InlineData("""{"type":"webrtc_signal","target_user_id":1,"data":{"type":"hello"}}""", "signal_type", "webrtc_signal")]
    [InlineData("""{"type":"webrtc_signal","target_user_id":1,"data":{"type":"offer"}}""", "not_found", "webrtc_signal")]
    [InlineData("""{"type":"send_message","chat_id":1}""", "wrong_type", "send_message")]
    [InlineData("""{"type":"send_message","chat_id":1,"content":"\udc00"}""", "wrong_type", "send_message")]
    [InlineData("""{"type":"send_message","chat_id":1,"content":"a","client_id":"b"}""", "wrong_type", "send_message")]
    [InlineData("""{"type":"send_message","chat_id":1,"content":"a","reply_to":"b"}""", "wrong_type", "send_message")]
    [InlineData("""{"type":"send_message","chat_id":999999,"content":"a"}""", "not_found", "send_message")]
    [InlineData("""{"type":"send_message","chat_id":{chat},"content":" "}""", "text_missing", "send_message")]
    [InlineData("""{"type":"send_message","chat_id":{chat},"content":"a","reply_to":999999}""", "reply_gone", "send_message")]
    public async Task What_makes_no_sense_is_answered_and_the_socket_stays_open(string frame, string code, string? about)
    {
        var group = await lines.GroupAsync();
        await using var line = await lines.OpenAsync(lines.Ann);

        await line.SayAsync(frame.Replace("{chat}", $"{group}"));

        var error = await line.HearsAsync("error");
        Assert.Equal((code, about), (error.GetProperty("code").GetString(), error.GetProperty("for").GetString()));
        Assert.NotEmpty(error.GetProperty("detail").GetString()!);
        Assert.True(code != "text_missing" || error.GetProperty("detail").GetString()!.StartsWith("content: "), $"{error}");
        await line.SayAsync(new { type = "ping" });
        await line.HearsAsync("pong");
    }

    [Fact]
    public async Task Without_a_database_is_answered_too()
    {
        var group = await lines.GroupAsync();
        await using var line = await lines.OpenAsync(lines.Ann);
        lines.LoseDatabase();
        try
        {
            await line.SayAsync(new { type = "send_message", chat_id = group, content = "Anybody?" });
            Assert.Equal("unavailable", (await line.HearsAsync("error")).GetProperty("code").GetString());
        }
        finally
        {
            lines.FindDatabaseAgain();
        }

        Assert.True(line.IsOpen);
    }
}
