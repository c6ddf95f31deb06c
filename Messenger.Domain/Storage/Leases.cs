namespace Messenger.Domain;

/// <summary>
/// The leases by which one node does something for all of them: it holds one, renews it while it goes on, and another takes it
/// when it does not.
/// </summary>
/// <param name="isAlone">There can be no other node, as with SQLite; then nobody is asked.</param>
public sealed class Leases(ILookups lookups, TimeProvider time, bool isAlone)
{
    /// <summary>Of a backup that is being made: until it is, no bytes are removed that its rows may name.</summary>
    public const string Backup = "making a backup";

    /// <summary>Of a restore that was made: for some days bytes stay that no row names, since those of the database before it may (<see cref="RestoredDatabase.KeptDays"/>).</summary>
    public const string Restored = "keeping what a restore does not name";

    const string Take = """
        INSERT INTO leases AS held (name, holder, until) VALUES ($1, $2, $4)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE held.until <= $3 OR held.until > $5 OR held.holder = excluded.holder
        RETURNING until
        """;

    // The row goes: a time in it would be one of this clock, and another may be behind.
    const string Give = "DELETE FROM leases WHERE name = $1 AND holder = $2 RETURNING name";

    const string Taken = "SELECT until FROM leases WHERE name = $1 AND until > $2 AND until <= $3";

    // Nobody asks for as much: but for Restored, which nobody takes, a lease that goes beyond it was taken by a clock that was ahead, and is over.
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    readonly Guid me = Guid.NewGuid();

    /// <summary>Whether it is ours now for so long: nobody had it, whoever had it is gone, or it was ours and is renewed.</summary>
    /// <param name="length">An hour at most.</param>
    public async Task<bool> TakeAsync(string name, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Longest);
        var now = time.Now();
        return isAlone || (await lookups.AllAloneAsync(Take, row => row.Time(0), name, me, now, now + length, now + Longest)).Count > 0;
    }

    /// <summary>Whether anybody holds it, in this process or another.</summary>
    public async Task<bool> IsTakenAsync(string name) => (await lookups.AllAsync(Taken, row => row.Time(0), name, time.Now(), time.Now() + Longest)).Count > 0;

    /// <summary>Another may have it at once, whatever its clock says.</summary>
    public async Task GiveBackAsync(string name)
    {
        if (!isAlone)
        {
            await lookups.AllAloneAsync(Give, row => row.GetString(0), name, me);
        }
    }
}
