using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Messenger.Domain;

/// <summary>
/// After a restart of PostgreSQL every idle connection is dead and would fail one request each. The first that fails
/// throws the others away.
/// </summary>
public sealed class DeadConnections(NpgsqlDataSource connections) : DbCommandInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData failed) => Forget(failed.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData failed, CancellationToken stop = default)
    {
        Forget(failed.Exception);
        return Task.CompletedTask;
    }

    // Not one that was only slow: then the others are most likely well.
    void Forget(Exception failure)
    {
        if (DatabaseAway.Explains(failure) && failure.InnerException is not TimeoutException)
        {
            connections.Clear();
        }
    }
}
