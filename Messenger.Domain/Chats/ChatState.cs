using System.Data.Common;

namespace Messenger.Domain;

/// <summary>
/// The numbers of a chat as one of its members reads it, in the one lookup that every reading begins with: it is the authorisation,
/// and what is cached of the chat is good as long as its revision and the people's version are the same.
/// </summary>
/// <param name="Epoch">Names this database; revisions of another mean nothing.</param>
/// <param name="ChangedRevision">At which the name, the members or the beginning last changed.</param>
/// <param name="ReadSequence">How far the reader has read.</param>
/// <param name="Uncounted">How many beyond that are no messages: tombstones and lines of the system.</param>
/// <param name="MembershipVersion">Moves when somebody joins, leaves or changes role.</param>
/// <param name="PeopleVersion">Moves when anything that is shown of anybody does.</param>
/// <param name="Marks">How far everybody has read who does not hide it, and nobody but the reader where they hide it themselves.</param>
/// <param name="HasCall">Whether a call rings or goes on in it.</param>
public sealed record ChatState(
    Guid Epoch, long Revision, long ChangedRevision, int LastSequence, int ReadSequence, int Uncounted, int MembershipVersion, int PeopleVersion, ReadMarks Marks, bool HasCall)
{
    // One row for each of the two who have read the furthest. A chat has few members, and they are found by its id.
    static readonly string sql = $"""
        SELECT installation.epoch, chats.revision, chats.changed_revision, chats.last_sequence, mine.read_sequence, chats.membership_version,
               installation.people_version, furthest.user_id, furthest.read_sequence, mine.uncounted,
               EXISTS (SELECT 1 FROM calls WHERE calls.chat_id = $1 AND calls.status IN ('ringing', 'active')),
               (SELECT COUNT(*) FROM messages AS pinned WHERE pinned.chat_id = $1 AND pinned.is_pinned), chats.first_sequence
        FROM chat_participants AS mine JOIN chats ON chats.id = mine.chat_id CROSS JOIN installation
        CROSS JOIN (SELECT member.user_id, member.read_sequence FROM chat_participants AS member
            WHERE member.chat_id = $1 AND (member.user_id = $2 OR (NOT EXISTS (SELECT 1 FROM users WHERE users.hides_reads AND (users.id = member.user_id OR users.id = $2))
                AND NOT {Blocks.Between("member.user_id", "$2")}))
            ORDER BY member.read_sequence DESC LIMIT 2) AS furthest
        WHERE mine.chat_id = $1 AND mine.user_id = $2
        ORDER BY furthest.read_sequence DESC
        """;

    /// <summary>Whose it is.</summary>
    public int Reader { get; init; }

    public int ChatId { get; init; }

    /// <summary>The number of the first message that is kept.</summary>
    public int FirstSequence { get; init; } = 1;

    /// <summary>How many messages are pinned in it.</summary>
    public int Pinned { get; init; }

    public int Unread => LastSequence - ReadSequence - Uncounted;

    /// <summary>Null when the chat is not mine, or not there.</summary>
    internal static async Task<ChatState?> FindAsync(ILookups lookups, int me, int chatId) => await lookups.AllAsync(sql, Read, chatId, me) switch
    {
        [] => null,
        [var only] => only with { Reader = me, ChatId = chatId },
        [var first, var second, ..] => first with { Reader = me, ChatId = chatId, Marks = first.Marks with { SecondFurthest = second.Marks.Furthest } },
    };

    static ChatState Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(9), row.GetInt32(5), row.GetInt32(6),
        new ReadMarks(row.GetInt32(7), row.GetInt32(8), 0), row.GetBoolean(10))
    {
        Pinned = row.GetInt32(11), FirstSequence = row.GetInt32(12),
    };
}
