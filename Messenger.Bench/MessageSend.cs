using System.Buffers.Text;
using System.Text;

namespace Messenger.Bench;

/// <summary>One message to a group over the API, checked.</summary>
public static class MessageSend
{
    static readonly string[] texts =
    [
        "Shall we meet at the harbour at seven, or is that too early for you?",
        "Yes.",
        "I have put the **minutes** of yesterday on https://example.org/minutes/2026, please read them before we talk.",
        "Who takes the keys tonight?",
        "The train is late again, start without me. I will read what you decide on the way, and if there is anything I cannot live with I will say so at once.",
        "👍",
        "That was `dotnet test`, not `dotnet run`",
    ];

    /// <param name="number">Chooses the text.</param>
    public static async Task SendAsync(HttpConnection connection, TestGroup group, TestUser sender, int number)
    {
        var body = $"{{\"content\":\"{texts[number % texts.Length]} ({number})\",\"client_id\":\"{Guid.NewGuid()}\"}}";
        var (status, content) = await connection.AskAsync(connection.Request("POST", $"/api/chats/{group.Id}/messages", body, $"Authorization: Bearer {sender.Token}"));
        if (status != 201)
        {
            throw new IOException($"A send to {group.Name} was answered with {status}: {Encoding.UTF8.GetString(content.Span)}");
        }

        group.Sent(Sequence(content.Span));
    }

    // The text stands before it and may hold anything, so the last one counts.
    static int Sequence(ReadOnlySpan<byte> json) =>
        Utf8Parser.TryParse(json[(json.LastIndexOf("\"sequence\":"u8) + 11)..], out int sequence, out _) ? sequence : 0;
}
