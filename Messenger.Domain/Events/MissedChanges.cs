using System.Data.Common;

namespace Messenger.Domain;

/// <summary>
/// The state of a chat for one of those who are in it: how far it is, and how far they have read, which a node compares with what
/// it has told them.
/// </summary>
public sealed record ReaderChat(int UserId, int ChatId, long Revision, long ChangedRevision, int LastSequence, int MembershipVersion, int ReadSequence, int FirstSequence);

/// <summary>
/// Finds what happened according to the database, whoever did or did not tell of it, for nodes that deliver events. Several nodes
/// share a PostgreSQL.
/// </summary>
public sealed class MissedChanges(ILookups lookups)
{
    public const int MessageLimit = 500;

    static readonly MessageRows.Query changed = new("m.chat_id = $1 AND m.revision > $2 AND m.revision <= $3", $"m.revision LIMIT {MessageLimit}");

    const string ChatsOfReaders = """
        SELECT mine.user_id, chats.id, chats.revision, chats.changed_revision, chats.last_sequence, chats.membership_version, mine.read_sequence,
               chats.first_sequence
        FROM chat_participants AS mine JOIN chats ON chats.id = mine.chat_id WHERE mine.user_id = ANY($1)
        """;

    const string Pinned = "SELECT COUNT(*) FROM messages AS m WHERE m.chat_id = $1 AND m.is_pinned";

    static readonly string group = $"""
        SELECT COALESCE(chats.name, ({ChatListRows.NamesIn("chats.id")})), chats.changed_revision, chats.membership_version,
               (SELECT COUNT(*) FROM chat_participants AS member WHERE member.chat_id = chats.id), chats.avatar
        FROM chats WHERE chats.id = $1 AND chats.is_group
        """;

    /// <summary>Each chat comes once for each of these people who is in it.</summary>
    public Task<List<ReaderChat>> GetChatsAsync(params int[] readers) => lookups.AllAloneAsync(ChatsOfReaders, Read, [readers]);

    /// <summary>What changed in a chat after one revision and up to another: the first of it, when it is much.</summary>
    public Task<List<MessageView>> GetMessagesAsync(int chatId, long after, long upTo) => changed.ReadAsync(lookups, chatId, after, upTo);

    /// <summary>What is pinned in a chat now.</summary>
    public async Task<PinnedMessages> GetPinnedAsync(int chatId) => new(
        (await lookups.AllAsync(Pinned, row => row.GetInt32(0), chatId)).Single(),
        (await MessageRows.LastPinned.ReadAsync(lookups, chatId, int.MaxValue)).SingleOrDefault());

    /// <summary>How a group is now; null for any other chat.</summary>
    public Task<ChatChanged?> FindGroupAsync(int chatId) => lookups.FirstAsync(
        group,
        row => new ChatChanged(new Delivery.Members(chatId, row.GetInt32(2)), chatId, row.Text(0), row.GetInt64(1), (int)row.GetInt64(3), row.Text(4)), chatId);

    static ReaderChat Read(DbDataReader row) =>
        new(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7));
}
