using System.Data.Common;

namespace Messenger.Domain;

/// <summary>
/// Numbers that tell one state of my list from every other, so that what was kept of it is known to be right. For the same chats,
/// revisions and read marks only grow, so their sums tell any change; which chats they are, and which are pinned and muted, is told
/// by the sums of their ids and of the squares: only three at once, swapped for three that happen to fit, would not be seen.
/// </summary>
public sealed record ChatListVersion(long Count, long Revisions, long Read, long Ids, long Squares, long Pinned, long PinnedSquares, long Muted, long MutedSquares, int PeopleVersion)
{
    const string Sums = """
        SELECT COUNT(*), CAST(COALESCE(SUM(chats.revision), 0) AS BIGINT), COALESCE(SUM(mine.read_sequence), 0),
               COALESCE(SUM(mine.chat_id), 0), CAST(COALESCE(SUM(CAST(mine.chat_id AS BIGINT) * mine.chat_id), 0) AS BIGINT),
               COALESCE(SUM(CASE WHEN mine.is_pinned THEN mine.chat_id END), 0),
               CAST(COALESCE(SUM(CASE WHEN mine.is_pinned THEN CAST(mine.chat_id AS BIGINT) * mine.chat_id END), 0) AS BIGINT),
               COALESCE(SUM(CASE WHEN mine.is_muted THEN mine.chat_id END), 0),
               CAST(COALESCE(SUM(CASE WHEN mine.is_muted THEN CAST(mine.chat_id AS BIGINT) * mine.chat_id END), 0) AS BIGINT),
               (SELECT people_version FROM installation)
        FROM chat_participants AS mine JOIN chats ON chats.id = mine.chat_id WHERE mine.user_id = $1
        """;

    /// <summary>The part that pages compare to learn that they missed something.</summary>
    public long Stamp => Revisions + Read + Count;

    internal static async Task<ChatListVersion> OfAsync(MessengerDb db, int me) => (await db.FirstAsync(Sums, From, me))!;

    static ChatListVersion From(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7),
        row.GetInt64(8), row.GetInt32(9));
}
