using System.IO.Compression;
using System.Text;

namespace Messenger.Bench;

/// <summary>A page as one of the people asks for it: their own, with what it must show of these groups of theirs.</summary>
public sealed class MixedPage(TestUser user, string path, string who, IReadOnlyList<TestGroup> groups, AnswerCheck check)
{
    byte[]? request;

    public TestUser User => user;

    public IReadOnlyList<TestGroup> Groups => groups;

    /// <param name="isRead">Whether its content is unpacked and read too, which takes time.</param>
    public async Task AskAsync(HttpConnection connection, bool isRead)
    {
        // As every browser and most programs ask.
        request ??= connection.Request("GET", path, null, who, "Accept-Encoding: gzip");
        int[] last = isRead ? [.. groups.Select(group => group.Last)] : [];
        var (status, content) = await connection.AskAsync(request);
        if (status != 200)
        {
            throw new IOException($"GET {path} was answered with {status} to {user.Name}.");
        }

        for (var (i, text) = (0, isRead ? Text(content) : ""); i < last.Length; i++)
        {
            if (!check(text, groups[i], last[i]))
            {
                throw new IOException($"GET {path} does not show {user.Name} the group {groups[i].Name} with its message {last[i]}: {text}");
            }
        }
    }

    static string Text(ReadOnlyMemory<byte> content)
    {
        if (!content.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return Encoding.UTF8.GetString(content.Span);
        }

        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress), Encoding.UTF8);
        return unpacked.ReadToEnd();
    }
}
