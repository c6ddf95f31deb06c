using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Leases of those who are in calls and do not renew them themselves.</summary>
public sealed class CallLeases(MessengerDb db, TimeProvider time)
{
    static readonly TimeSpan again = TimeSpan.FromSeconds(10);

    const string Held = "SELECT user_id FROM call_participants WHERE joined_at IS NOT NULL AND left_at IS NULL AND renewed_at <= $1";

    /// <summary>Whose programs are in a call for a while: whoever holds their lines renews for them. Asked again and again, so past EF.</summary>
    public static Task<List<int>> FindProgramsAsync(ILookups lookups, DateTimeOffset now) =>
        lookups.AllAsync($"{Held} AND party IS NULL", row => row.GetInt32(0), now - again);

    /// <summary>Whether anybody is in a call.</summary>
    public static async Task<bool> HasAnyAsync(ILookups lookups, DateTimeOffset now) => (await lookups.AllAsync($"{Held} LIMIT 1", row => row.GetInt32(0), now)).Count > 0;

    public Task RenewProgramsAsync(IReadOnlyCollection<int> people) => RenewAsync(db.CallParticipants.Where(one => one.Party == null && people.Contains(one.UserId)));

    /// <summary>Nobody could renew while no node listened: then everybody has a lease anew.</summary>
    public Task RenewAllAsync() => RenewAsync(db.CallParticipants);

    Task RenewAsync(IQueryable<CallParticipant> whose)
    {
        var now = time.Now();
        return db.WriteAsync(() => whose.Where(one => one.JoinedAt != null && one.LeftAt == null).ExecuteUpdateAsync(row => row.SetProperty(one => one.RenewedAt, now)));
    }
}
