using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Unicode;

namespace Messenger.Web;

/// <summary>Puts a client's frames together to messages (RFC 6455, 5.4).</summary>
sealed class ClientFrames(PipeReader reader)
{
    ArrayBufferWriter<byte>? begun;

    /// <summary>Moves with whatever arrives, so that somebody can tell whether anything did.</summary>
    public int Arrivals { get; private set; }

    /// <summary>The next text, ping, pong or close, whole and checked; null when the line has ended without a close.</summary>
    public async ValueTask<ClientFrame?> ReadAsync()
    {
        while (true)
        {
            var result = await reader.ReadAsync();
            var bytes = result.Buffer;
            Arrivals++;
            ClientFrame? whole = null;
            try
            {
                whole = TryRead(ref bytes);
            }
            finally
            {
                // Said in any case, or nothing could be read on.
                reader.AdvanceTo(bytes.Start, whole is null ? bytes.End : bytes.Start);
            }

            if (whole is not null || result.IsCompleted)
            {
                return whole;
            }
        }
    }

    /// <summary>Reads on to the end without looking: who closes with something unread resets the line, and the other side never learns why.</summary>
    public async ValueTask DiscardAsync()
    {
        for (var result = await reader.ReadAsync(); !result.IsCompleted; result = await reader.ReadAsync())
        {
            reader.AdvanceTo(result.Buffer.End);
        }
    }

    ClientFrame? TryRead(ref ReadOnlySequence<byte> bytes)
    {
        while (ClientFrame.TryRead(ref bytes, out var frame))
        {
            if (frame.Opcode is Opcode.Close)
            {
                CheckClose(frame.Payload);
            }

            if (frame.Opcode >= Opcode.Close || Join(frame, out frame))
            {
                return frame;
            }
        }

        return null;
    }

    /// <summary>A message may come in pieces; false while it is not complete.</summary>
    bool Join(ClientFrame piece, out ClientFrame whole)
    {
        whole = piece;
        if (piece.Opcode is Opcode.Text != begun is null)
        {
            throw new WebSocketProtocolException(CloseCode.ProtocolError, "pieces of a message out of order");
        }

        if (begun is not null || !piece.IsFinal)
        {
            begun ??= new ArrayBufferWriter<byte>();
            begun.Write(begun.WrittenCount + piece.Payload.Length <= ClientFrame.Limit ? piece.Payload : throw WebSocketProtocolException.TooBig());
            if (!piece.IsFinal)
            {
                return false;
            }

            whole = new ClientFrame(true, Opcode.Text, begun.WrittenSpan.ToArray());
            begun = null;
        }

        return Utf8.IsValid(whole.Payload) ? true : throw new WebSocketProtocolException(CloseCode.BadText, "not UTF-8");
    }

    // RFC 6455, 7.4.1 and 7.4.2: codes that may be sent; 1004 to 1006 and 1015 may not.
    static void CheckClose(ReadOnlySpan<byte> payload)
    {
        if (payload.Length == 0)
        {
            return;
        }

        if (payload.Length == 1 || BinaryPrimitives.ReadUInt16BigEndian(payload) is not ((>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999)))
        {
            throw new WebSocketProtocolException(CloseCode.ProtocolError, "no such close code");
        }

        if (!Utf8.IsValid(payload[2..]))
        {
            throw new WebSocketProtocolException(CloseCode.BadText, "not UTF-8");
        }
    }
}
