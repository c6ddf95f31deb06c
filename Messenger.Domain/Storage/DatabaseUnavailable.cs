using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Messenger.Domain;

/// <summary>Tells a database that cannot be reached, is full or too slow from a mistake of ours.</summary>
public static class DatabaseUnavailable
{
    /// <summary>How long anybody waits for a lookup or a send, unless the connection string says otherwise. PostgreSQL's driver gives up one that hangs only after twice as long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // SQLITE_BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN (https://sqlite.org/rescode.html)
    static readonly int[] sqlite = [5, 6, 8, 10, 13, 14];

    public static bool Explains(Exception? failure) => failure switch
    {
        null => false,
        SqliteException at => sqlite.Contains(at.SqliteErrorCode),
        // 57: operator intervention (shutting down), 53: insufficient resources, 08: connection, 25006: read-only after a failover.
        PostgresException at => at.SqlState is ['5', '7' or '3', ..] or ['0', '8', ..] or "25006",
        NpgsqlException or TimeoutException or SocketException => true,
        _ => Explains(failure.InnerException),
    };
}
