using System.Net;
using System.Net.Sockets;

namespace Messenger.Tests;

/// <summary>Finds a port of 127.0.0.1 that nobody listens on, for a server that must be told its port.</summary>
public static class FreePort
{
    // Below the ports Linux hands to outgoing connections (32768 and up): while the server is away, a client
    // that keeps dialling could otherwise be given the very port it dials, and connect to itself.
    const int Lowest = 20_000, Highest = 32_000;

    // Each is found once: whoever asked may take some seconds until it listens there.
    static int found = Random.Shared.Next(Lowest, Highest);

    public static int Find()
    {
        while (true)
        {
            var port = Lowest + Interlocked.Increment(ref found) % (Highest - Lowest);
            if (IsFree(port))
                return port;
        }
    }

    static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
