using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Messenger.Web;

/// <summary>
/// A piece of a page that never ends, with the number of the message that was posted, or null where it tells what became of one.
/// </summary>
public readonly record struct LiveLine(int? Posted, string Html);

/// <summary>A page that never ends: one reader without JavaScript, waiting for what happens in one chat.</summary>
public sealed class LiveStream(int userId, int chatId, Guid sessionId, string language, string timeZone)
{
    // Whoever cannot take this much begins anew rather than fill our memory.
    const int Limit = 256;

    string? lastLine;

    public int UserId => userId;

    public int ChatId => chatId;

    public Guid SessionId => sessionId;

    public string Language => language;

    public string TimeZone => timeZone;

    public Channel<LiveLine> Lines { get; } = Channel.CreateBounded<LiveLine>(new BoundedChannelOptions(Limit) { SingleReader = true });

    /// <summary>Comes after all others, however many wait; null before the end.</summary>
    public string? LastLine => lastLine;

    /// <summary>Nothing comes any more but what waits, and this. Whoever ends it first says so.</summary>
    public void End(string last = "")
    {
        Interlocked.CompareExchange(ref lastLine, last, null);
        Lines.Writer.TryComplete();
    }
}

/// <summary>The pages that never end on this node.</summary>
[PerProcess("Nothing: each node tells the pages it holds open.")]
public sealed class LiveStreams(RazorRenderer renderer)
{
    readonly ConcurrentDictionary<LiveStream, bool> streams = new();

    public IReadOnlyCollection<LiveStream> All => [.. streams.Keys];

    public int Count(int userId) => streams.Keys.Count(stream => stream.UserId == userId);

    public void Add(LiveStream stream) => streams[stream] = true;

    public void Remove(LiveStream stream) => streams.TryRemove(stream, out _);

    /// <summary>Ends it with a line that makes the reader's browser ask again.</summary>
    public async Task RestartAsync(LiveStream stream)
    {
        // Not all at once, and not before a server that is started anew is there again.
        var line = await renderer.RenderAsync("/Pages/Chats/_LiveRestart.cshtml", Random.Shared.Next(3, 9), stream.Language);
        stream.End(line);
    }

    public void End(Func<LiveStream, bool> which)
    {
        foreach (var stream in streams.Keys.Where(which))
        {
            stream.End();
        }
    }

    public async Task TellAsync(Event happened, IReadOnlyCollection<int> people)
    {
        if (happened is ChatDisappeared gone)
        {
            End(stream => stream.ChatId == gone.ChatId && people.Contains(stream.UserId));
        }

        if (Fragments.ModelOf(happened) is not MessageView message || happened is ReactionsChanged)
        {
            return;
        }

        var listeners = streams.Keys.Where(stream => stream.ChatId == message.ChatId && people.Contains(stream.UserId));
        foreach (var group in listeners.GroupBy(stream => (stream.Language, stream.TimeZone)))
        {
            var html = await renderer.RenderAsync("/Pages/Chats/_LiveLine.cshtml", happened, group.Key.Language, group.Key.TimeZone);
            var line = new LiveLine(happened is MessagePosted ? message.Sequence : null, html);
            foreach (var stream in group.Where(stream => !stream.Lines.Writer.TryWrite(line) && stream.LastLine is null))
            {
                await RestartAsync(stream);
            }
        }
    }
}
