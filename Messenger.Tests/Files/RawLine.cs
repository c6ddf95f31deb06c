using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Messenger.Tests;

/// <summary>A request written by hand, for what a client of good manners would not send.</summary>
static class RawLine
{
    /// <summary>Sends only this head and answers the first whole answer: the line stays open, as the body is still to come.</summary>
    public static async Task<string> AskAsync(Uri home, string head)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(home.Host, home.Port, TestContext.Current.CancellationToken);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n\r\n"), TestContext.Current.CancellationToken);
        var (answer, part) = (new StringBuilder(), new byte[4096]);
        while (!IsWhole(answer.ToString()) && await line.GetStream().ReadAsync(part, TestContext.Current.CancellationToken) is > 0 and var count)
        {
            answer.Append(Encoding.UTF8.GetString(part, 0, count));
        }

        return answer.ToString();
    }

    // Its body goes as far as it says, or to the last chunk (RFC 9112, 7.1).
    static bool IsWhole(string answer) =>
        answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) is > 0 and var end
        && (Regex.Match(answer[..end], "(?i)content-length: (\\d+)") is { Success: true, Groups: [_, var length] }
            ? Encoding.UTF8.GetByteCount(answer.AsSpan(end + 4)) >= int.Parse(length.ValueSpan)
            : answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal));
}
