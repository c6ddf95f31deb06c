using System.Buffers;
using System.IO.Pipelines;
using Messenger.Web;

namespace Messenger.Tests;

/// <summary>A socket is told of what happens before its handshake is answered, and hears it after that.</summary>
[RunsOnce]
public sealed class OpeningSockets
{
    readonly Pipe line = new();
    readonly RawSocket socket = new(() => { }, 1, Guid.NewGuid(), DateTimeOffset.UnixEpoch, isV2: true);

    [Fact]
    public async Task Hear_what_was_told_before_in_its_order()
    {
        byte[] told = [.. Frames.Text("1"u8), .. Frames.Text("2"u8), .. Frames.Text("3"u8)];
        socket.Send(Frames.Text("1"u8));
        socket.Send(Frames.Text("2"u8));

        Begin();
        socket.Send(Frames.Text("3"u8));

        Assert.Equal(told, await ReadAsync(told.Length));
    }

    [Fact]
    public async Task Write_at_once_when_nothing_was_told_before()
    {
        Begin();

        socket.Send(Frames.Ping);

        Assert.Equal(Frames.Ping, await ReadAsync(Frames.Ping.Length));
    }

    [Fact]
    public async Task Are_told_why_they_were_closed_before_and_nothing_more()
    {
        var close = Frames.Close(CloseCode.Policy, "session ended");
        socket.Close(CloseCode.Policy, "session ended");
        socket.Send(Frames.Ping);

        Begin();

        Assert.Equal(close, await ReadAsync(close.Length));
    }

    [Fact]
    public async Task Catch_up_when_more_was_told_than_may_wait()
    {
        var close = Frames.Close(CloseCode.TryAgain, "resync");
        for (var i = 0; i <= RawSocket.QueueLimit; i++)
        {
            socket.Send(Frames.Ping);
        }

        Begin();

        Assert.Equal(close, await ReadAsync(close.Length));
        Assert.Equal("resync", socket.Ended);
    }

    void Begin() => socket.Begin(PipeReader.Create(Stream.Null), line.Writer.AsStream());

    /// <summary>As many bytes, and whatever came with them.</summary>
    async Task<byte[]> ReadAsync(int count) => (await line.Reader.ReadAtLeastAsync(count, TestContext.Current.CancellationToken)).Buffer.ToArray();
}
