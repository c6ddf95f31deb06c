namespace Messenger.Web;

/// <summary>Goes round all sockets once a second, so that none of them needs a timer; and now and then asks whose sessions have ended, and who hides.</summary>
sealed class SocketMonitor(RawSockets sockets, IPresence presence, IServiceScopeFactory scopes, TimeProvider time, ILogger<SocketMonitor> log)
    : PeriodicWorker(TimeSpan.FromSeconds(1), time, log)
{
    // Whoever missed that a session ended is to hear it within five seconds.
    const int SecondsBetweenChecks = 3;

    const int ChunkSize = 1000;

    int second;

    protected override async Task LookAsync(CancellationToken stop)
    {
        foreach (var socket in sockets.All)
        {
            socket.Tick();
        }

        if (second++ % SecondsBetweenChecks == 0)
        {
            await CheckAsync();
        }
    }

    // With the database away nobody can say; the next round asks again.
    async Task CheckAsync()
    {
        foreach (var some in sockets.All.Chunk(ChunkSize))
        {
            await using var scope = scopes.CreateAsyncScope();
            var live = await scope.ServiceProvider.GetRequiredService<Sessions>().LiveAsync([.. some.Select(socket => socket.SessionId).Distinct()]);
            Array.ForEach(some, socket => Check(socket, live));
        }
    }

    void Check(RawSocket socket, IReadOnlyDictionary<Guid, bool> live)
    {
        var isLive = live.TryGetValue(socket.SessionId, out var hides);
        socket.CloseUnless(isLive);
        if (isLive)
        {
            presence.Hide(socket.UserId, hides);
        }
    }
}
