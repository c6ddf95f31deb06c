using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Somebody who does not read is closed with "resync", and everybody else notices nothing.</summary>
public sealed class ASlowReader(Lines lines) : IClassFixture<Lines>
{
    const int Limit = 2000;

    // Far more than the system's own buffers hold of a few hundred.
    static readonly string text = new('ж', Message.TextLimit);

    [Fact]
    public async Task Is_closed_and_slows_nobody()
    {
        var group = await lines.GroupAsync(lines.Eve);
        await using var quick = await lines.OpenAsync(lines.Eve);
        using var slow = await RawClient.OpenAsync(lines.Home, await lines.TokenAsync(lines.Bob), buffer: 4096);
        await Eventually.TrueAsync(() => lines.Sockets.Get(lines.Bob).Length == 1);

        var said = 0;
        while (said < Limit && !lines.Sockets.Get(lines.Bob)[0].IsClosing)
        {
            await lines.SaysAsync(lines.Ann, group, text);
            said++;
        }

        // Read while the other one catches up: it is not kept for long.
        var last = LastAsync(slow);
        Assert.InRange(said, Web.RawSocket.QueueLimit, Limit - 1);
        await Eventually.TrueAsync(() => quick.All("new_message").Count >= said);
        Assert.Equal((1013, "resync"), await last);
        Assert.False(quick.Closed.IsCompleted);
    }

    static async Task<(int, string)> LastAsync(RawClient client)
    {
        while (await client.ReadAsync() is { } frame)
        {
            if (frame.Opcode == 8)
            {
                return (frame.Code, System.Text.Encoding.UTF8.GetString(frame.Payload[2..]));
            }
        }

        return (0, "");
    }
}
