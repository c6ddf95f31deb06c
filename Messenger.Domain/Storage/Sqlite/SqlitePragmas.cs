using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messenger.Domain;

/// <summary>Settings that SQLite keeps per connection, so they are set on every one, once: a pooled one keeps them.</summary>
public static class SqlitePragmas
{
    // SQLITE_DBCONFIG_ENABLE_QPSG of sqlite3.h.
    const int QueryPlannerStability = 1007;

    static readonly ConditionalWeakTable<object, object> known = [];

    public static void Set(DbConnection connection)
    {
        if (((SqliteConnection)connection).Handle is { } handle)
        {
            if (!known.TryAdd(handle, handle))
            {
                return;
            }

            // Without it a statement with a parameter behind LIMIT is planned anew each time that one is bound: more work than what it asks.
            SQLitePCL.raw.sqlite3_db_config(handle, QueryPlannerStability, 1, out _);
        }

        using var command = connection.CreateCommand();
        // FULL: a commit is on disk when it returns, also after a power cut. secure_delete: what was deleted is overwritten in the file.
        command.CommandText = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=1000; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;";
        command.ExecuteNonQuery();
    }

    /// <summary>The interceptor that does the same for the connections of EF.</summary>
    public sealed class Interceptor : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken stop = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }
    }
}
