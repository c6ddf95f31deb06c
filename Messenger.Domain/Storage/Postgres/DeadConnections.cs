using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Messenger.Domain;

/// <summary>
/// Connections that died with a restart of PostgreSQL: each would fail one request. The first that fails throws the others away.
/// </summary>
public static class DeadConnections
{
    /// <returns>Whether a new connection may do better.</returns>
    public static bool ForgetDead(this NpgsqlDataSource connections, Exception failure)
    {
        if (!IsOver(failure))
        {
            return false;
        }

        connections.Clear();
        return true;
    }

    // Not one that was only slow, or one too many (53: insufficient resources): then the others are most likely well. But one that
    // does not know its own statements is no longer the session that prepared them.
    static bool IsOver(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidSqlStatementName } => true,
        PostgresException { SqlState: ['5', '3', ..] or PostgresErrorCodes.QueryCanceled } => false,
        _ => DatabaseUnavailable.Explains(failure) && failure.InnerException is not TimeoutException,
    };

    /// <summary>The interceptor that does the same for what goes by EF.</summary>
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
