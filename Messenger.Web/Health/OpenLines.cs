namespace Messenger.Web;

/// <summary>
/// The lines that stay open on this node, all of them: sockets of programs, lines of pages, pages that never end.
/// </summary>
sealed class OpenLines(RawSockets sockets, PageConnections pages, LiveStreams streams)
{
    /// <summary>The longest it takes to close them all.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    // Each comes back at once, and to whoever is left.
    static readonly TimeSpan each = TimeSpan.FromMilliseconds(5);

    const int Steps = 100;

    /// <summary>Closes them one after the other, in no order, so that they do not all come back at the same moment.</summary>
    public async Task CloseAsync(CancellationToken stop)
    {
        Func<Task>[] ends =
        [
            .. sockets.All.Select(Ending),
            .. pages.All.Select(Ending),
            .. streams.All.Select(Ending),
        ];
        Random.Shared.Shuffle(ends);
        var pause = new TimeSpan(Math.Min(Most.Ticks, each.Ticks * ends.Length) / Steps);
        foreach (var some in ends.Chunk((ends.Length / Steps) + 1))
        {
            await Task.WhenAll(some.Select(end => end()));
            await Task.Delay(pause, stop);
        }
    }

    static Func<Task> Ending(RawSocket socket) => Ending(() => socket.Close(CloseCode.Restarting, "restarting"));

    static Func<Task> Ending(Action close) => () =>
    {
        close();
        return Task.CompletedTask;
    };

    Func<Task> Ending(LiveStream stream) => () => streams.RestartAsync(stream);
}
