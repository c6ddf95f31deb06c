namespace Messenger.Domain;

/// <summary>The number of files of a kind, and how large they are together.</summary>
public sealed record KindUse(FileKind Kind, long Files, long Bytes);

/// <summary>
/// The room that somebody takes: what they sent that is still there. What is only forwarded has the same bytes, and counts for
/// who sent it first.
/// </summary>
public sealed record PersonUse(PersonView Person, long Files, long Bytes);

/// <summary>The room that files take, without the small pictures of them and without those of people.</summary>
public sealed record StorageView(IReadOnlyList<KindUse> Kinds, IReadOnlyList<PersonUse> People)
{
    public long Bytes => Kinds.Sum(kind => kind.Bytes);
}

/// <summary>Shows an admin who takes how much room.</summary>
public sealed class StorageUse(MessengerDb db, ILookups lookups, TimeProvider time)
{
    /// <summary>Those who take the most.</summary>
    public const int PeopleLimit = 50;

    // Forwarded files have rows of their own over the same bytes, which may be there when the first row is gone.
    const string ByKind = """
        SELECT kind, COUNT(*), CAST(SUM(size) AS BIGINT) FROM (SELECT MIN(kind) AS kind, MIN(size) AS size FROM files GROUP BY COALESCE(copy_of, key)) AS kept GROUP BY kind
        """;

    static readonly string byPerson = $"""
        SELECT used.count, used.bytes, {LookupRows.PersonOf("users")}
        FROM (SELECT owner_id, COUNT(*) AS count, CAST(SUM(size) AS BIGINT) AS bytes FROM files
              WHERE copy_of IS NULL AND (message_id IS NOT NULL OR created_at > $1) GROUP BY owner_id) AS used
        JOIN users ON users.id = used.owner_id ORDER BY used.bytes DESC, users.id LIMIT {PeopleLimit}
        """;

    public async Task<StorageView> GetAsync(Actor me)
    {
        await db.RequireAdminAsync(me);
        var kinds = await lookups.AllAloneAsync(ByKind, row => new KindUse(Enum.Parse<FileKind>(row.GetString(0), ignoreCase: true), row.GetInt64(1), row.GetInt64(2)));
        var people = await lookups.AllAloneAsync(byPerson, row => new PersonUse(row.Person(2)!, row.GetInt64(0), row.GetInt64(1)), time.Now() - Files.Patience);
        return new StorageView([.. kinds.OrderByDescending(kind => kind.Bytes)], people);
    }
}
