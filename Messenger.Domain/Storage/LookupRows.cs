using System.Data.Common;

namespace Messenger.Domain;

/// <summary>Reads columns past EF: what the two databases keep differently, and people.</summary>
static class LookupRows
{
    /// <summary>How many columns a person takes.</summary>
    public const int PersonWidth = 12;

    /// <summary>The columns of a <see cref="PersonView"/>, of the table called so in the statement.</summary>
    public static string PersonOf(string users) => $"""
        {users}.id, {users}.username, {users}.full_name, {users}.status, {users}.version, {users}.avatar,
        CASE WHEN {users}.shows_email THEN {users}.email END, CASE WHEN {users}.shows_phone THEN {users}.phone_number END,
        {users}.is_active, {users}.is_email_verified, {users}.created_at, {users}.deleted_at IS NOT NULL
        """;

    /// <summary>What somebody is called, of the table called so in the statement; null: nobody any more.</summary>
    public static string NameOf(string users) => $"CASE WHEN {users}.deleted_at IS NULL THEN COALESCE({users}.full_name, {users}.username) END";

    /// <summary>The person whose columns begin here, or null where nobody was joined.</summary>
    public static PersonView? Person(this DbDataReader row, int at) => row.IsDBNull(at) ? null : new PersonView(
        row.GetInt32(at), row.GetString(at + 1), row.Text(at + 2), row.Text(at + 3), row.GetInt32(at + 4), row.Text(at + 5), row.Text(at + 6),
        row.Text(at + 7), row.GetBoolean(at + 8), row.GetBoolean(at + 9), row.Time(at + 10))
    {
        IsDeleted = row.GetBoolean(at + 11),
    };

    /// <summary>Whether the time that a statement selects, the earliest there is, has come.</summary>
    public static async Task<bool> HasPassedAsync(this ILookups lookups, string earliest, DateTimeOffset now, params object[] parameters) =>
        await lookups.AllAsync(earliest, row => row.Time(0), parameters) is [var at, ..] && at <= now;

    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>UTC ticks in SQLite.</summary>
    public static DateTimeOffset Time(this DbDataReader row, int column) =>
        row.GetFieldType(column) == typeof(long) ? new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero) : row.GetFieldValue<DateTimeOffset>(column);
}
