using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Messenger.Web;

/// <summary>The question that every STUN and TURN server answers to everybody (RFC 8489, a binding request): how do you see me?</summary>
static class StunRequest
{
    const int Header = 20;

    const ushort Binding = 0x0001, Success = 0x0101;

    const uint MagicCookie = 0x2112A442;

    // RFC 8489, 6.2.1: a datagram may be lost.
    static readonly TimeSpan again = TimeSpan.FromMilliseconds(500);

    /// <summary>Done when it has answered; by TCP and TLS, when it has taken the connection.</summary>
    /// <param name="url">As in <see cref="TurnSettings.Urls"/>.</param>
    /// <exception cref="SocketException">Nobody is there.</exception>
    public static async Task AskAsync(string url, CancellationToken late)
    {
        var (host, port, isTcp) = TurnSettings.Parse(url);
        if (isTcp)
        {
            using var line = new TcpClient();
            await line.ConnectAsync(host, port, late);
            return;
        }

        using var server = new UdpClient(host, port);
        var request = new byte[Header];
        BinaryPrimitives.WriteUInt16BigEndian(request, Binding);
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(4), MagicCookie);
        RandomNumberGenerator.Fill(request.AsSpan(8));
        var answer = AnswerAsync(server, request, late);
        while (!answer.IsCompleted)
        {
            await server.SendAsync(request, late);
            await Task.WhenAny(answer, Task.Delay(again, late));
        }

        await answer;
    }

    static async Task AnswerAsync(UdpClient server, byte[] request, CancellationToken late)
    {
        while (true)
        {
            var bytes = (await server.ReceiveAsync(late)).Buffer;
            // The number of the question comes back.
            if (bytes.Length >= Header && BinaryPrimitives.ReadUInt16BigEndian(bytes) == Success && bytes.AsSpan(4, 16).SequenceEqual(request.AsSpan(4)))
            {
                return;
            }
        }
    }
}
