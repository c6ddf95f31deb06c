using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Messenger.Domain;

/// <summary>The rules of a database that comes out of a backup: which one we know, and what it is told before anybody sees it.</summary>
public static class RestoredDatabase
{
    /// <summary>For how long one can go back to the database before it and find all its bytes, and another messenger that shares the bucket finds its own.</summary>
    public const int KeptDays = 30;

    /// <summary>Whether this program knows the tables that were made by a migration; it may be of a newer one.</summary>
    public static bool Knows(string migration) =>
        typeof(MessengerDb).Assembly.GetTypes().Any(type => type.GetCustomAttribute<MigrationAttribute>()?.Id == migration);

    /// <summary>
    /// Statements both databases understand. Revisions of another epoch mean nothing, so whoever saw later ones loads all anew; what was held or
    /// indexed was so somewhere else. For some days bytes stay that it does not name.
    /// </summary>
    /// <param name="write">How this database writes a time.</param>
    /// <param name="endSessions">Everybody has to log in again.</param>
    /// <param name="detail">What the audit says of it; null where it is of before there was one.</param>
    internal static string Statements(DateTimeOffset now, Func<DateTimeOffset, string> write, bool endSessions, string? detail) => $"""
        UPDATE installation SET epoch = '{$"{Guid.NewGuid()}".ToUpperInvariant()}';
        DELETE FROM leases;
        INSERT INTO leases (name, holder, until) VALUES ('{Leases.Restored}', '{Guid.Empty}', {write(now.AddDays(KeptDays))});
        DELETE FROM search_texts;
        UPDATE search_state SET last_id = 0;
        {(endSessions ? $"DELETE FROM push_subscriptions; UPDATE sessions SET ended_at = {write(now)} WHERE ended_at IS NULL;" : "")}
        {(detail is null ? "" : $"INSERT INTO audit_entries (at, act, detail) VALUES ({write(now)}, '{AuditActs.RestoredBackup}', '{detail.Replace("'", "''")}');")}
        """;
}
