using Messenger.Domain;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Messenger.Tests;

/// <summary>What a connection of SQLite prepared once is not planned again, also with a parameter where the planner would like to look at it.</summary>
[RunsOnce]
public sealed class PreparedStatements
{
    // SQLITE_STMTSTATUS_REPREPARE of sqlite3.h.
    const int Replanned = 5;

    const string Sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM n LIMIT ?1 OFFSET ?2";

    [Fact]
    public void Are_planned_once()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SqlitePragmas.Set(connection);
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(connection.Handle, Sql, out var statement));
        using (statement)
        {
            foreach (var (limit, offset) in new[] { (1, 0), (2, 3), (3, 1) })
            {
                raw.sqlite3_bind_int(statement, 1, limit);
                raw.sqlite3_bind_int(statement, 2, offset);
                Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(statement));
                Assert.Equal(offset + 1, raw.sqlite3_column_int(statement, 0));
                raw.sqlite3_reset(statement);
            }

            Assert.Equal(0, raw.sqlite3_stmt_status(statement, Replanned, 0));
        }
    }
}
