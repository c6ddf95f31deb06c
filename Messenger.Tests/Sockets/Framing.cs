using System.Text;

namespace Messenger.Tests;

/// <summary>What RFC 6455 says about frames, byte by byte.</summary>
public sealed class Framing(Lines lines) : IClassFixture<Lines>
{
    const string PingJson = """{"type":"ping"}""", PongJson = """{"type":"pong"}""";

    [Theory]
    [InlineData(15)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65535)]
    [InlineData(65536)]
    public async Task A_text_may_be_up_to_64_KiB_long(int length)
    {
        using var client = await OpenAsync();

        await client.SendAsync(RawClient.Text, PingJson.PadRight(length));

        Assert.Equal((0x81, PongJson), await TextAsync(client));
    }

    [Fact]
    public async Task One_byte_more_closes_it_with_1009() => await ClosesWith(1009, RawClient.Masked(RawClient.Text, new byte[65537]));

    [Fact]
    public async Task Before_the_rest_of_it_has_come() => await ClosesWith(1009, [RawClient.Text, 0xFF, 0, 0, 0, 0, 0x40, 0, 0, 0]);

    [Fact]
    public async Task In_pieces_too() => await ClosesWith(1009, [.. RawClient.Masked(0x01, new byte[40_000]), .. RawClient.Masked(0x80, new byte[40_000])]);

    [Fact]
    public async Task A_message_may_come_in_pieces_with_a_ping_between_them()
    {
        using var client = await OpenAsync();

        await client.SendAsync(0x01, PingJson[..3]);
        await client.SendAsync(0x00, PingJson[3..7]);
        await client.SendAsync(RawClient.Ping, "between");
        await client.SendAsync(0x00, "");
        await client.SendAsync(0x80, PingJson[7..]);

        Assert.Equal((0x8A, "between"), await TextAsync(client));
        Assert.Equal((0x81, PongJson), await TextAsync(client));
    }

    [Fact]
    public async Task A_frame_may_come_byte_by_byte_and_many_at_once()
    {
        using var client = await OpenAsync();
        var frame = RawClient.Masked(RawClient.Text, Encoding.UTF8.GetBytes(PingJson.PadRight(200)));

        foreach (var one in frame)
        {
            await client.WriteAsync([one]);
        }

        await client.WriteAsync([.. frame, .. frame, .. frame]);

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal((0x81, PongJson), await TextAsync(client));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("are you there?")]
    public async Task A_ping_is_answered_with_the_same(string payload)
    {
        using var client = await OpenAsync();

        await client.SendAsync(RawClient.Ping, payload);

        Assert.Equal((0x8A, payload), await TextAsync(client));
    }

    [Fact]
    public async Task A_pong_nobody_asked_for_is_passed_over()
    {
        using var client = await OpenAsync();

        await client.SendAsync(RawClient.Pong, "here I am");
        await client.SendAsync(RawClient.Ping, "1");

        Assert.Equal((0x8A, "1"), await TextAsync(client));
    }

    [Theory]
    [InlineData(new byte[0], 1005)]
    [InlineData(new byte[] { 0x03, 0xE8 }, 1000)]
    [InlineData(new byte[] { 0x03, 0xE9, (byte)'b', (byte)'y', (byte)'e' }, 1001)]
    [InlineData(new byte[] { 0x0F, 0xA0 }, 4000)]
    public async Task A_close_is_answered_with_the_same_and_the_line_ends(byte[] payload, int code)
    {
        using var client = await OpenAsync();

        await client.SendAsync(RawClient.Close, payload);

        var answer = await client.AnswerAsync();
        Assert.Equal((8, code), (answer!.Opcode, answer.Code));
        Assert.Null(await client.AnswerAsync());
    }

    public static TheoryData<int, byte[]> Violations =>
    [
        (1002, [0x81, 0x02, (byte)'{', (byte)'}']), // unmasked
        (1002, RawClient.Masked(0xC1, [])), // reserved bits
        (1002, RawClient.Masked(0xA1, [])),
        (1002, RawClient.Masked(0x91, [])),
        (1002, RawClient.Masked(0x83, [])), // reserved opcodes
        (1002, RawClient.Masked(0x87, [])),
        (1002, RawClient.Masked(0x8B, [])),
        (1002, RawClient.Masked(0x8F, [])),
        (1002, RawClient.Masked(0x09, [])), // a ping in pieces
        (1002, RawClient.Masked(RawClient.Ping, new byte[126])), // a long ping
        (1002, RawClient.Masked(0x80, [])), // the end of nothing
        (1002, [.. RawClient.Masked(0x01, []), .. RawClient.Masked(0x81, [])]), // a message within another
        (1002, [0x81, 0xFE, 0, 5, 0, 0, 0, 0]), // lengths longer than need be
        (1002, [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        (1002, [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0]), // a length below nothing
        (1002, RawClient.Masked(RawClient.Close, [3])), // half a code
        (1002, RawClient.Masked(RawClient.Close, [0x03, 0xEC])), // 1004
        (1002, RawClient.Masked(RawClient.Close, [0x03, 0xED])), // 1005
        (1002, RawClient.Masked(RawClient.Close, [0x03, 0xEE])), // 1006
        (1002, RawClient.Masked(RawClient.Close, [0, 0])),
        (1003, RawClient.Masked(RawClient.Binary, [1, 2, 3])),
        (1007, RawClient.Masked(RawClient.Text, [0xFF])),
        (1007, RawClient.Masked(RawClient.Text, [0xED, 0xA0, 0x80])), // half of a surrogate pair
        (1007, RawClient.Masked(RawClient.Text, [0xC0, 0x80])), // NUL in two bytes
        (1007, [.. RawClient.Masked(0x01, [0xE2, 0x82]), .. RawClient.Masked(0x80, [])]), // half a letter
        (1007, RawClient.Masked(RawClient.Close, [0x03, 0xE8, 0xFF])),
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task What_breaks_the_protocol_closes_it(int code, byte[] bytes) => await ClosesWith(code, bytes);

    [Fact]
    public async Task A_letter_may_be_cut_between_two_pieces()
    {
        using var client = await OpenAsync();

        await client.WriteAsync([.. RawClient.Masked(0x01, [(byte)'"', 0xE2, 0x82]), .. RawClient.Masked(0x80, [0xAC, (byte)'"'])]);

        Assert.Contains("not_json", (await TextAsync(client)).Text);
    }

    [Fact]
    public async Task Ending_without_a_word_is_no_failure()
    {
        var me = await lines.PersonAsync($"p{Guid.NewGuid():N}"[..20]);
        var client = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(me));
        await Eventually.TrueAsync(() => lines.Sockets.Get(me).Length == 1);

        client.Dispose();

        await Eventually.TrueAsync(() => lines.Sockets.Get(me).Length == 0);
    }

    async Task ClosesWith(int code, byte[] bytes)
    {
        using var client = await OpenAsync();

        await client.WriteAsync(bytes);

        var answer = await client.AnswerAsync();
        Assert.Equal((0x88, code), (answer!.First, answer.Code));
        client.EndWriting();
        Assert.Null(await client.AnswerAsync());
    }

    async Task<RawClient> OpenAsync() => await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(lines.Eve));

    static async Task<(int First, string Text)> TextAsync(RawClient client) => await client.AnswerAsync() is { } frame ? (frame.First, frame.Text) : (0, "");
}
