namespace Messenger.Domain;

/// <summary>Asks PostgreSQL, which knows: after a failover the one we are connected to may be the one that only reads.</summary>
public sealed class PostgresCheck(ILookups lookups) : IDatabaseCheck
{
    // Alone: it is to say how the database is, and not how many wait for it.
    public async Task<bool> TakesWritesAsync() => (await lookups.AllAloneAsync(
        """SELECT current_setting('transaction_read_only') FROM "__EFMigrationsHistory" WHERE migration_id = $1""",
        row => row.GetString(0), PostgresDb.NewestMigration)) is ["off"];

    public async Task<long> GetSizeAsync() => (await lookups.AllAloneAsync("SELECT pg_database_size(current_database())", row => row.GetInt64(0))).Single();

    public async Task<DateTimeOffset?> FindTimeAsync() => (await lookups.AllAloneAsync("SELECT clock_timestamp()", row => row.Time(0))).Single();
}
