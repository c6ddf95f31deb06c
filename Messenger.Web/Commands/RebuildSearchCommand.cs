namespace Messenger.Web;

/// <summary>
/// The command <c>admin search-rebuild</c>: the index of messages is made anew, by
/// this or by a node that runs, and it is said how far that is.
/// </summary>
sealed class RebuildSearchCommand(ManagedSearch search, SearchIndexer indexer, Leases leases, TimeProvider time) : ICommand
{
    // Of what is told: each tenth.
    const int Step = 10;

    public async Task RunAsync(CommandLine line, TextWriter output)
    {
        line.RefuseOthers();
        await search.RebuildAsync(Actor.CommandLine);
        var next = 0;
        while (await indexer.GetProgressAsync() is { RebuiltPercent: { } percent })
        {
            if (percent >= next)
            {
                await output.WriteLineAsync($"{percent} %");
                next = percent - percent % Step + Step;
            }

            var began = time.GetTimestamp();
            var isMine = await leases.TakeAsync(SearchIndexWorker.Indexing, SearchIndexWorker.Length);
            await (isMine ? indexer.AddNextAsync() : Task.CompletedTask);
            // People write meanwhile, and have their turn.
            await Task.Delay(isMine ? time.GetElapsedTime(began) : TimeSpan.FromSeconds(1), time);
        }

        await leases.GiveBackAsync(SearchIndexWorker.Indexing);
        await output.WriteLineAsync("The index of messages is made anew.");
    }
}
