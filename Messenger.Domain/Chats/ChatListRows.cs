using System.Data.Common;

namespace Messenger.Domain;

/// <summary>Reads chats as one of their members sees them. Past EF, because the list stands beside every page.</summary>
static class ChatListRows
{
    /// <summary>How many can be asked for by their ids.</summary>
    public const int IdLimit = MessageRows.IdLimit;

    // Where the people begin among the columns.
    const int Other = 21, Author = Other + LookupRows.PersonWidth, Subject = Author + LookupRows.PersonWidth, Names = Subject + LookupRows.PersonWidth;

    const string After = "AND NOT p.is_pinned AND (chats.updated_at < $2 OR chats.updated_at = $2 AND p.chat_id < $3)";

    /// <summary>On a membership <c>p</c> and its chat: it is in the archive (<see cref="Membership.IsArchived"/>).</summary>
    public const string Archived = "(p.archived_sequence IS NOT NULL AND (p.is_muted OR chats.last_sequence <= p.archived_sequence))";

    static readonly string one = Of("AND p.chat_id = $2", 1);

    // Always so many parameters, so that it is one statement.
    public static readonly string ById = Of($"AND p.chat_id IN ({string.Join(", ", Enumerable.Range(2, IdLimit).Select(i => $"${i}"))})", IdLimit);

    public static readonly string Newest = Of($"AND NOT {Archived}", Chats.ListLimit);

    /// <summary>After a row of which the time and the id are $2 and $3.</summary>
    public static readonly string Next = Of($"AND NOT {Archived} {After}", Chats.ListLimit);

    public static readonly string Archive = Of($"AND {Archived}", Chats.ListLimit);

    public static readonly string ArchiveNext = Of($"AND {Archived} {After}", Chats.ListLimit);

    /// <summary>How much is unread after that row, but for the chat $4: that one is shown wherever it stands. What is muted is not counted.</summary>
    public const string UnreadAfter = $"""
        SELECT CAST(COALESCE(SUM(chats.last_sequence - p.read_sequence - p.uncounted), 0) AS BIGINT)
        FROM chat_participants AS p JOIN chats ON chats.id = p.chat_id
        WHERE p.user_id = $1 AND p.chat_id <> $4 AND NOT p.is_muted AND NOT {Archived} {After}
        """;

    /// <summary>With so many words in their names, $2 and those after it.</summary>
    public static string Named(int words) =>
        Of(string.Concat(Enumerable.Range(2, words).Select(i => $@"AND chats.searchable LIKE ${i} ESCAPE '\' ")), 20, pinnedFirst: false);

    /// <summary>With so many words, $2 and those after it, in the name of each; one without a name is found by who is in it.</summary>
    public static string Called(int words) => Of(string.Concat(Enumerable.Range(2, words).Select(i => $"""
         AND (chats.searchable LIKE ${i} ESCAPE '\' OR chats.name IS NULL AND EXISTS (
            SELECT 1 FROM chat_participants AS other JOIN users ON users.id = other.user_id
            WHERE other.chat_id = chats.id AND other.user_id <> p.user_id AND users.searchable LIKE ${i} ESCAPE '\'))
        """)), 50, pinnedFirst: false);

    /// <summary>A statement of what a group without a name is called: after the first few in it.</summary>
    public static string NamesIn(string chatId) => $"""
        SELECT string_agg(early.name, ', ') FROM (
            SELECT COALESCE(person.full_name, person.username) AS name FROM chat_participants AS member JOIN users AS person ON person.id = member.user_id
            WHERE member.chat_id = {chatId} ORDER BY member.joined_at, member.user_id LIMIT 4) AS early
        """;

    /// <summary>The chats of one of these statements. All that they show takes longer to plan than to look up, and the plan is a good one for everybody.</summary>
    public static Task<List<ChatView>> ReadAsync(ILookups lookups, string sql, params object[] parameters) =>
        lookups.AllByOnePlanAsync(sql, Read, parameters);

    /// <summary>A chat wherever it stands in my list; null when I am not in it.</summary>
    public static async Task<ChatView?> OneAsync(ILookups lookups, int me, int chatId) => (await ReadAsync(lookups, one, me, chatId)).SingleOrDefault();

    static ChatView Read(DbDataReader row) => new(
        row.GetInt32(0), row.Text(1), row.GetBoolean(2), Chat.IsOfNotes(row.Text(3)), row.Person(Other), row.IsDBNull(4) ? 0 : row.GetInt32(4), Last(row),
        row.Time(5), row.GetInt32(6), row.GetInt64(7), row.GetInt32(8), row.GetInt32(20), row.GetBoolean(9), row.GetBoolean(10),
        Enum.Parse<Role>(row.GetString(11), ignoreCase: true), row.GetInt32(12), row.Text(13))
    {
        FirstNames = row.Text(Names), Level = Enum.Parse<NotificationLevel>(row.GetString(Names + 1), ignoreCase: true),
        IsArchived = row.GetBoolean(Names + 2), IsMarkedUnread = row.GetBoolean(Names + 3), LastMention = row.GetInt32(Names + 4),
        Draft = Drafts.Read(row, Names + 6),
    };

    static LastLine? Last(DbDataReader row) => row.IsDBNull(14) ? null : new LastLine(
        row.GetInt32(14), row.Person(Author)!, row.GetString(15), row.GetBoolean(16),
        row.Text(17) is { } notice ? Enum.Parse<SystemMessage>(notice) : null, row.Person(Subject), row.Time(18), Attachment.Read(row.Text(19)), row.GetInt64(Names + 5));

    // Which rows, first; then what they show. The other one is looked for in direct chats only: a group may have a thousand.
    static string Of(string which, int limit, bool pinnedFirst = true) => $"""
        SELECT chats.id, chats.name, chats.is_group, chats.direct_key,
               CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.hides_reads AND (users.id = theirs.user_id OR users.id = mine.user_id))
                   OR {Blocks.Between("theirs.user_id", "mine.user_id")} THEN 0 ELSE theirs.read_sequence END,
               chats.updated_at, chats.last_sequence, chats.revision, mine.read_sequence, mine.is_pinned, mine.is_muted, mine.role,
               (SELECT COUNT(*) FROM chat_participants AS member WHERE member.chat_id = chats.id), chats.avatar,
               last.sequence, last.content, last.is_deleted, last.notice, last.created_at, last.attachments, mine.uncounted,
               {LookupRows.PersonOf("other")}, {LookupRows.PersonOf("author")}, {LookupRows.PersonOf("subject")},
               CASE WHEN chats.is_group AND chats.name IS NULL THEN ({NamesIn("chats.id")}) END, mine.notification_level,
               mine.is_archived, COALESCE(mine.unread_sequence = mine.read_sequence, FALSE),
               CASE WHEN mine.last_mention > chats.last_mention THEN mine.last_mention ELSE chats.last_mention END,
               last.revision, {Drafts.Columns}
        FROM (SELECT p.*, {Archived} AS is_archived FROM chat_participants AS p JOIN chats ON chats.id = p.chat_id WHERE p.user_id = $1 {which}
              ORDER BY {(pinnedFirst ? "p.is_pinned DESC, " : "")}chats.updated_at DESC, p.chat_id DESC LIMIT {limit}) AS mine
        JOIN chats ON chats.id = mine.chat_id
        LEFT JOIN messages AS last ON last.chat_id = chats.id AND last.sequence = chats.last_sequence
        LEFT JOIN users AS author ON author.id = last.sender_id
        LEFT JOIN users AS subject ON subject.id = last.subject_id
        LEFT JOIN chat_participants AS theirs
            ON theirs.chat_id = CASE WHEN chats.is_group THEN NULL ELSE chats.id END AND theirs.user_id <> mine.user_id
        LEFT JOIN users AS other ON other.id = theirs.user_id
        ORDER BY {(pinnedFirst ? "mine.is_pinned DESC, " : "")}chats.updated_at DESC, mine.chat_id DESC
        """;
}
