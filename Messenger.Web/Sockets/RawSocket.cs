using System.IO.Pipelines;

namespace Messenger.Web;

/// <summary>A program's WebSocket (RFC 6455) on the bytes of a connection. It is there before it is answered: what it is told until then waits.</summary>
/// <param name="abort">Cuts the line at once.</param>
/// <param name="openedAt">When; a program that is started anew opens another.</param>
/// <param name="isV2">Opened with the subprotocol messenger.v2: it can tell messages apart, and is told revisions.</param>
public sealed class RawSocket(Action abort, int userId, Guid sessionId, DateTimeOffset openedAt, bool isV2)
{
    /// <summary>Whoever cannot keep up with this many events has to come back and catch up.</summary>
    public const int QueueLimit = 256;

    const int SilentSeconds = 15, PatienceSeconds = 15, ClosingSeconds = 5;

    static readonly byte[] resync = Frames.Close(CloseCode.TryAgain, "resync");

    readonly OutgoingQueue outgoing = new(abort);
    ClientFrames? incoming;
    int arrivals, silent, closing;
    string? ended;

    public int UserId => userId;

    public Guid SessionId => sessionId;

    public DateTimeOffset OpenedAt => openedAt;

    public bool IsV2 => isV2;

    public bool IsClosing => outgoing.IsEnding;

    /// <summary>Why it ended, of a few reasons: as we said when we closed it, "left" when they did, "cut" when nobody said anything.</summary>
    public string Ended => outgoing.IsOverrun ? "resync" : ended ?? "cut";

    /// <summary>It is answered: what waits is written, and what comes can be read.</summary>
    /// <param name="input">Whatever the client sends; it holds no buffer while nothing arrives.</param>
    /// <param name="output">Where frames go.</param>
    public void Begin(PipeReader input, Stream output)
    {
        incoming = new ClientFrames(input);
        outgoing.Begin(output);
    }

    /// <summary>Never waits. The frame may be shared by many sockets.</summary>
    public void Send(byte[] frame) => outgoing.Send(frame, QueueLimit, resync);

    /// <summary>Sends what waits already, and that this is the end.</summary>
    public void Close(CloseCode code, string reason)
    {
        ended ??= reason;
        outgoing.End(Frames.Close(code, reason));
    }

    public void CloseUnless(bool isLive)
    {
        if (!isLive)
        {
            Close(CloseCode.Policy, "session ended");
        }
    }

    /// <summary>The next text from the other side, once it has begun, or null when it is over. Pings and closes are answered on the way.</summary>
    public async ValueTask<byte[]?> ReceiveAsync()
    {
        try
        {
            while (await NextAsync() is { } frame)
            {
                switch (frame.Opcode)
                {
                    case Opcode.Text when !outgoing.IsEnding:
                        return frame.Payload;
                    case Opcode.Ping:
                        Send(Frames.Pong(frame.Payload));
                        break;
                    case Opcode.Close:
                        ended ??= "left";
                        outgoing.End(Frames.Close(frame.Payload));
                        await outgoing.RestAsync();
                        return null;
                }
            }
        }
        catch (WebSocketProtocolException violation)
        {
            // What exactly is told to them.
            ended ??= "protocol";
            Close(violation.Code, violation.Message);
            await incoming!.DiscardAsync();
        }

        return null;
    }

    /// <summary>Said once a second: asks the silent whether they are there, and gives up those that are not.</summary>
    public void Tick()
    {
        var now = incoming?.Arrivals ?? 0;
        silent = now == arrivals ? silent + 1 : 0;
        arrivals = now;
        closing += outgoing.IsEnding ? 1 : 0;
        if (silent >= SilentSeconds + PatienceSeconds || closing > ClosingSeconds)
        {
            ended ??= "silent";
            abort();
        }
        else if (silent == SilentSeconds)
        {
            Send(Frames.Ping);
        }
    }

    // Who asks faster than they listen is not read for a while, so only events can fill the queue.
    async ValueTask<ClientFrame?> NextAsync()
    {
        if (outgoing.Waiting > QueueLimit / 2)
        {
            await outgoing.RestAsync();
        }

        return await incoming!.ReadAsync();
    }
}
