using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Messenger.Domain;

/// <summary>
/// After a restart of PostgreSQL every idle connection is dead and would fail one request each. The first that fails
/// throws the others away.
/// </summary>
public static class DeadConnections
{
    /// <returns>Whether a new connection may do better.</returns>
    public static bool ForgetDead(this NpgsqlDataSource connections, Exception failure)
    {
        // Not one that was only slow: then the others are most likely well.
        if (!DatabaseAway.Explains(failure) || failure.InnerException is TimeoutException)
        {
            return false;
        }

        connections.Clear();
        return true;
    }

    /// <summary>The same for what goes by EF.</summary>
    public sealed class Interceptor(NpgsqlDataSource connections) : DbCommandInterceptor
    {
        public override void CommandFailed(DbCommand command, CommandErrorEventData failed) => connections.ForgetDead(failed.Exception);

        public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData failed, CancellationToken stop = default)
        {
            connections.ForgetDead(failed.Exception);
            return Task.CompletedTask;
        }
    }
}
