using System.Data.Common;

namespace Messenger.Web;

/// <summary>Looks how far the copy of the database is behind. Without it all goes on, only the database has more to do.</summary>
sealed class ReplicaHealth(Replica replica, ILookups database, Texts texts) : IHealthCheck
{
    // One file of its log.
    const long Late = 16 << 20;

    public string Icon => "database";

    public string Name => texts["Copy of the database"];

    public async Task<HealthFinding> LookAsync(CancellationToken stop)
    {
        try
        {
            return await replica.GetDelayAsync(database).WaitAsync(stop) switch
            {
                null => new(HealthState.Doubtful, texts["It takes writes, so it is no copy: look where ConnectionStrings:PostgresReplica leads."]),
                > Late and var delay => new(HealthState.Doubtful, texts["It is {0} behind and may have lost the database. Old pages are read from there meanwhile.", FileDisplay.Size(delay, texts)]),
                { } delay => new(HealthState.Well, texts["It follows: {0} behind.", FileDisplay.Size(delay, texts)]),
            };
        }
        catch (DbException)
        {
            return new(HealthState.Doubtful, texts["It is away. Old pages are read from the database."]);
        }
    }
}
