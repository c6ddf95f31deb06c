using System.Text.Json;
using Messenger.Domain;
using Messenger.Web;
using Microsoft.Extensions.Time.Testing;

namespace Messenger.Tests;

/// <summary>Who gets which answer to each command (ARCHITECTURE.md, invariant 4). One that is not in the table fails.</summary>
public sealed class EveryCommand(Lines lines) : IClassFixture<Lines>
{
    static readonly string[] parts = ["stranger", "former", "member", "owner", "anonymous", "expired", "refresh"];

    // In a group with a call that rings. A code is an error's; done is silence or the answer that was asked for.
    static readonly (string Type, string Fields, string[] Answers)[] table =
    [
        ("ping", "{}", ["done", "done", "done", "done", "401", "401", "401"]),
        ("typing", """{"chat_id":{chat},"is_typing":true}""", ["not_found", "not_found", "done", "done", "401", "401", "401"]),
        ("message_read", """{"message_id":{message}}""", ["not_found", "not_found", "done", "done", "401", "401", "401"]),
        ("webrtc_signal", """{"target_user_id":{owner},"data":{"type":"offer"}}""", ["not_found", "not_found", "done", "not_found", "401", "401", "401"]),
        ("webrtc_signal", """{"target_user_id":{member},"data":{"type":"offer"}}""", ["not_found", "not_found", "not_found", "done", "401", "401", "401"]),
        ("send_message", """{"chat_id":{chat},"content":"Hello"}""", ["not_found", "not_found", "done", "done", "401", "401", "401"]),
        ("send_message", """{"chat_id":{chat},"content":"Hello","reply_to":{message}}""", ["not_found", "not_found", "done", "done", "401", "401", "401"]),
    ];

    [Fact]
    public void Is_in_the_table() => Assert.Equal(SocketCommands.All.Keys.Order(), table.Select(row => row.Type).Distinct().Order());

    [Fact]
    public async Task Answers_each_person_as_the_table_says()
    {
        var former = await lines.PersonAsync("former");
        var group = await lines.GroupAsync(former);
        var message = await lines.SaysAsync(lines.Ann, group, "Hello");
        await lines.ActAsync((Members m) => m.RemoveAsync(lines.Ann, group, former));
        await lines.ActAsync((Calls c) => c.StartAsync(lines.Ann, group, "audio"));
        List<string> wrong = [];
        foreach (var (part, answers) in parts.Index().Select(part => (part.Item, table.Select(row => (row, row.Answers[part.Index])))))
        {
            var token = await TokenOfAsync(part, former);
            foreach (var (row, expected) in answers)
            {
                var frame = Frame(row.Type, row.Fields.Replace("{chat}", $"{group}").Replace("{message}", $"{message.Id}").Replace("{owner}", $"{lines.Ann}").Replace("{member}", $"{lines.Bob}"));
                var answer = await AskAsync(token, frame);
                if (answer != expected)
                {
                    wrong.Add($"{row.Type} {row.Fields} of {part} is {answer}, not {expected}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    async Task<string> AskAsync(string token, string frame)
    {
        using var client = await RawClient.OpenAsync(lines.Home, token);
        if (client.Status != 101)
        {
            return $"{client.Status}";
        }

        // What is asked first is answered first.
        await client.SendAsync(RawClient.Text, frame);
        await client.SendAsync(RawClient.Ping, "end");
        while (await client.AnswerAsync() is { Opcode: 1 } heard)
        {
            var json = JsonElement.Parse(heard.Payload);
            if (json.GetProperty("type").GetString() == "error")
            {
                return json.GetProperty("data").GetProperty("code").GetString()!;
            }
        }

        return "done";
    }

    async Task<string> TokenOfAsync(string part, int former) => part switch
    {
        "anonymous" => "",
        "expired" => await lines.DoAsync(async (SigningKeys keys) =>
            new AccessTokens(keys, new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(-31))).Make(await lines.SessionAsync(lines.Bob))),
        "refresh" => await lines.DoAsync(async (RefreshTokens refreshTokens) => await refreshTokens.BeginAsync(await lines.SessionAsync(lines.Bob))),
        "stranger" => await lines.TokenAsync(lines.Eve),
        "former" => await lines.TokenAsync(former),
        "member" => await lines.TokenAsync(lines.Bob),
        _ => await lines.TokenAsync(lines.Ann),
    };

    static string Frame(string type, string fields) => fields == "{}" ? $$"""{"type":"{{type}}"}""" : $$"""{"type":"{{type}}",{{fields[1..]}}""";
}
