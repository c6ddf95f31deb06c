using System.Net.Sockets;
using System.Text;

namespace Messenger.Tests;

/// <summary>A request written by hand, for what a client of good manners would not send.</summary>
static class RawLine
{
    /// <summary>Sends only this head and answers what comes back first.</summary>
    public static async Task<string> AskAsync(Uri home, string head)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(home.Host, home.Port, TestContext.Current.CancellationToken);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = new byte[4096];
        var count = await line.GetStream().ReadAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(answer, 0, count);
    }
}
