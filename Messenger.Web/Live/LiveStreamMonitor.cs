namespace Messenger.Web;

/// <summary>Asks now and then whose sessions have ended and who has left the chat they read without end, for whoever was not told of it.</summary>
sealed class LiveStreamMonitor(LiveStreams streams, IServiceScopeFactory scopes, TimeProvider time, ILogger<LiveStreamMonitor> log)
    : PeriodicWorker(TimeSpan.FromSeconds(3), time, log)
{
    const int ChunkSize = 1000;

    // With the database away nobody can say; the next look asks again.
    protected override async Task LookAsync(CancellationToken stop)
    {
        foreach (var some in streams.All.Chunk(ChunkSize))
        {
            await using var scope = scopes.CreateAsyncScope();
            var live = await scope.ServiceProvider.GetRequiredService<Sessions>().LiveAsync([.. some.Select(stream => stream.SessionId).Distinct()]);
            var history = scope.ServiceProvider.GetRequiredService<History>();
            // At once, so that they share their way to the database.
            var mine = (await Task.WhenAll(some.Select(async stream => (stream, await history.RevisionAsync(stream.UserId, stream.ChatId))))).ToDictionary();
            streams.End(stream => mine.TryGetValue(stream, out var revision) && (revision is null || !live.ContainsKey(stream.SessionId)));
        }
    }
}
