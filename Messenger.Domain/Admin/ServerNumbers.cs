namespace Messenger.Domain;

/// <summary>The figures of how large this messenger is.</summary>
/// <param name="People">Who may log in.</param>
/// <param name="Messages">How many there ever were.</param>
/// <param name="Bytes">Of all files.</param>
/// <param name="Reports">Those that no admin has looked at.</param>
public sealed record ServerView(long People, long Deactivated, long Admins, long Groups, long Chats, long Messages, long Files, long Bytes, long Reports);

/// <summary>The figures an admin sees first.</summary>
public sealed class ServerNumbers(MessengerDb db, ILookups lookups)
{
    const string All = """
        SELECT (SELECT COUNT(*) FROM users WHERE is_active), (SELECT COUNT(*) FROM users WHERE NOT is_active AND deleted_at IS NULL), (SELECT COUNT(*) FROM users WHERE is_active AND is_admin),
               (SELECT COUNT(*) FROM chats WHERE is_group), (SELECT COUNT(*) FROM chats), (SELECT CAST(COALESCE(SUM(last_sequence), 0) AS BIGINT) FROM chats),
               (SELECT COUNT(*) FROM files WHERE copy_of IS NULL), (SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM files WHERE copy_of IS NULL),
               (SELECT COUNT(*) FROM reports WHERE done_at IS NULL)
        """;

    public async Task<ServerView> GetAsync(Actor me)
    {
        await db.RequireAdminAsync(me);
        return (await lookups.AllAloneAsync(All, row => new ServerView(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8)))).Single();
    }
}
