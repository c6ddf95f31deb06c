using System.Net.Sockets;
using Messenger.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messenger.Tests;

/// <summary>What is answered with "try again soon" (503) and what is a mistake of ours (500).</summary>
public sealed class TheDatabaseIsAway
{
    [Theory]
    [InlineData(5, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(1, false)]
    [InlineData(19, false)]
    public void Sqlite_that_is_busy_full_or_gone_is_away_and_a_broken_rule_is_not(int code, bool isAway) =>
        Assert.Equal(isAway, DatabaseUnavailable.Explains(new SqliteException("", code)));

    [Theory]
    [InlineData("57P01", true)]
    [InlineData("53300", true)]
    [InlineData("08006", true)]
    [InlineData("25006", true)]
    [InlineData("23505", false)]
    [InlineData("42703", false)]
    public void Postgres_that_shuts_down_or_is_full_is_away_and_a_broken_rule_is_not(string state, bool isAway) =>
        Assert.Equal(isAway, DatabaseUnavailable.Explains(new PostgresException("", "ERROR", "ERROR", state)));

    [Fact]
    public void So_is_one_that_does_not_answer()
    {
        Assert.True(DatabaseUnavailable.Explains(new TimeoutException()));
        Assert.True(DatabaseUnavailable.Explains(new NpgsqlException("", new SocketException())));
        Assert.True(DatabaseUnavailable.Explains(new DbUpdateException("", new SqliteException("", 5))));
    }

    [Fact]
    public void A_mistake_of_ours_is_a_mistake()
    {
        Assert.False(DatabaseUnavailable.Explains(null));
        Assert.False(DatabaseUnavailable.Explains(new InvalidOperationException()));
        Assert.False(DatabaseUnavailable.Explains(Refused.NotFound()));
    }
}
