using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;

namespace Messenger.Tests;

/// <summary>
/// Whatever is sent, every answer is one of the known frames, nothing fails inside, and no socket closes unless the protocol says
/// so. MESSENGER_TEST_FRAMES says how many, if 20,000 are not enough.
/// </summary>
[RunsOnce]
public sealed class GeneratedFrames(GeneratedFrames.Overheard lines) : IClassFixture<GeneratedFrames.Overheard>
{
    const int AtOnce = 100, Size = 30;

    static readonly int count = int.Parse(Environment.GetEnvironmentVariable("MESSENGER_TEST_FRAMES") ?? "20000");

    static readonly string[] known = ["error", "pong", "message_accepted", "user_status", "user_typing", "message_read", "new_message", "webrtc_signal", "chat_created"];

    static readonly int[] codes = [1002, 1003, 1005, 1007, 1009];

    public sealed class Overheard : Lines
    {
        public LogCapture Heard { get; } = new();

        protected override void Log(ILoggingBuilder log) => log.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(Heard);
    }

    [Fact]
    public async Task Of_text_are_answered_and_leave_the_socket_open()
    {
        await lines.DirectAsync();
        using var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(lines.Ann));
        var all = AnyFrame.Text.Sample(count, Size).ToList();
        Assert.Equal(count, all.Count);
        foreach (var frames in all.Chunk(AtOnce))
        {
            foreach (var frame in frames)
            {
                await client.SendAsync(RawClient.Text, frame);
            }

            await client.SendAsync(RawClient.Ping, "end");
            for (var answer = await client.ReadAliveAsync(); answer?.Opcode != 0xA; answer = await client.ReadAliveAsync())
            {
                if (answer?.Opcode != 1)
                {
                    // A megabyte of text, so not made for each of those that are right.
                    Assert.Fail($"{answer} came after one of\n{string.Join('\n', frames.Select(Encoding.UTF8.GetString))}");
                }

                Assert.Contains(JsonElement.Parse(answer.Payload).GetProperty("type").GetString(), known);
            }
        }

        Assert.True(!lines.Heard.Failures.Any(), lines.Heard.Failures.FirstOrDefault());
    }

    [Fact]
    public async Task Of_any_bytes_close_it_for_a_known_reason_or_not_at_all()
    {
        var token = await lines.TokenAsync(lines.Eve);
        foreach (var bytes in AnyFrame.Bytes.Sample(count / 20, Size))
        {
            using var client = await RawClient.OpenAsync(lines.Home, token);
            await client.WriteAsync(bytes);
            client.EndWriting();
            for (var answer = await client.ReadAsync(); answer is not null; answer = await client.ReadAsync())
            {
                Assert.True(answer.Opcode is 1 or 0xA || answer.Opcode == 8 && (codes.Contains(answer.Code) || answer.Payload.Length >= 2),
                    $"{answer} came after {Convert.ToHexString(bytes)}");
            }
        }

        Assert.True(!lines.Heard.Failures.Any(), lines.Heard.Failures.FirstOrDefault());
        await using var still = await lines.OpenAsync(lines.Eve);
        await still.SayAsync(new { type = "ping" });
        await still.HearsAsync("pong");
    }
}
