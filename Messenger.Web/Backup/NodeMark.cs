namespace Messenger.Web;

/// <summary>Tells PostgreSQL that a node runs, for as long as it does, so that nobody restores or imports beneath it.</summary>
sealed class NodeMark(PostgresBackup database, TimeProvider time, ILogger<NodeMark> log) : PeriodicWorker(TimeSpan.FromSeconds(15), time, log)
{
    protected override Task LookAsync(CancellationToken stop) => database.MarkUsedAsync(stop);
}
