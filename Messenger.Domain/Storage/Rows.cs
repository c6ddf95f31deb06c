using System.Data.Common;

namespace Messenger.Domain;

/// <summary>What the two databases keep differently, read from a row.</summary>
static class Rows
{
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>UTC ticks in SQLite.</summary>
    public static DateTimeOffset Time(this DbDataReader row, int column) =>
        row.GetFieldType(column) == typeof(long) ? new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero) : row.GetFieldValue<DateTimeOffset>(column);
}
