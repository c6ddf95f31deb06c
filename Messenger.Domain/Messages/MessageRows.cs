using System.Data.Common;

namespace Messenger.Domain;

/// <summary>
/// Reads committed messages as views: one lookup for the messages with their people and quotes, one for the reactions. Past EF, because
/// every page of a chat asks for it. Who may see them was asked before, or is part of the condition.
/// </summary>
static class MessageRows
{
    /// <summary>How many can be asked for by their ids.</summary>
    public const int IdLimit = 50;

    /// <summary>
    /// The place of a pinned message. With the sign no index has it: SQLite, which counts no rows, would go through the whole chat in its order
    /// instead of looking at the few that are pinned.
    /// </summary>
    public const string PinnedSequence = "+m.sequence";

    // Where the people and the quote begin among the columns.
    const int Author = 17, Quoted = Author + LookupRows.PersonWidth, QuoteAuthor = Quoted + 6, Subject = QuoteAuthor + LookupRows.PersonWidth;

    static readonly IReadOnlyDictionary<string, int> nobody = new Dictionary<string, int>();

    static readonly string columns = $"""
        m.id, m.chat_id, m.sequence, m.revision, m.content, m.created_at, m.is_edited, m.is_deleted, m.mentions, m.client_id, m.notice,
        m.message_type, m.attachments, m.updated_at, m.is_pinned, origin.id, {LookupRows.NameOf("origin")},
        {LookupRows.PersonOf("author")}, {QuoteColumns}, {LookupRows.PersonOf("subject")}
        """;

    static string QuoteColumns =>
        $"q.id, q.sequence, q.content, q.is_deleted, q.attachments, q.revision, {LookupRows.PersonOf("quoted")}";

    /// <summary>A condition on a message <c>m</c> with the order and the limit, as the two statements that read it.</summary>
    public sealed class Query(string which, string order = "m.sequence")
    {
        readonly string messages = $"""
            SELECT {columns}
            FROM (SELECT m.* FROM messages AS m WHERE {which} ORDER BY {order}) AS m
            JOIN users AS author ON author.id = m.sender_id
            LEFT JOIN messages AS q ON q.id = m.reply_to LEFT JOIN users AS quoted ON quoted.id = q.sender_id
            LEFT JOIN users AS subject ON subject.id = m.subject_id LEFT JOIN users AS origin ON origin.id = m.forwarded_from
            ORDER BY m.sequence
            """;

        // Of those between the first and the last that were found: a limit would count others when somebody writes meanwhile.
        readonly string reactions = $"""
            SELECT r.message_id, r.emoji, r.user_id, {LookupRows.NameOf("u")}
            FROM message_reactions AS r JOIN users AS u ON u.id = r.user_id
            WHERE r.message_id IN (SELECT m.id FROM messages AS m WHERE {which} AND m.sequence >= ${Free(which + order)} AND m.sequence <= ${Free(which + order) + 1})
            ORDER BY r.id
            """;

        /// <summary>By their place in the chat, the oldest first.</summary>
        public async Task<List<MessageView>> ReadAsync(ILookups lookups, params object[] parameters)
        {
            var found = await lookups.AllAsync(messages, Read, parameters);
            if (found.Count == 0)
            {
                return found;
            }

            var all = (await lookups.AllAsync(
                    reactions, row => (Message: row.GetInt32(0), Emoji: row.GetString(1), By: new ReactorView(row.GetInt32(2), row.Text(3))),
                    [.. parameters, found.Min(message => message.Sequence), found.Max(message => message.Sequence)]))
                .ToLookup(row => row.Message, row => (row.Emoji, row.By));
            return all.Count == 0 ? found : found.ConvertAll(message => message with { Reactions = Grouped(all[message.Id]) });
        }

        /// <summary>The number of the first parameter that a statement does not use.</summary>
        static int Free(string sql) => Enumerable.Range(1, IdLimit + 9).First(number => !sql.Contains($"${number}"));
    }

    public static readonly Query ById = new("m.id = $1");

    /// <summary>The pinned one of a chat that is the nearest before a sequence.</summary>
    public static readonly Query LastPinned = new($"m.chat_id = $1 AND m.is_pinned AND {PinnedSequence} < $2", $"{PinnedSequence} DESC LIMIT 1");

    // Always so many parameters, so that it is one statement.
    static readonly Query mineByIds = new($"""
        m.id IN ({string.Join(", ", Enumerable.Range(2, IdLimit).Select(i => $"${i}"))})
        AND EXISTS (SELECT 1 FROM chat_participants AS mine WHERE mine.chat_id = m.chat_id AND mine.user_id = $1)
        """, "m.id");

    static readonly string quoteById = $"""
        SELECT {QuoteColumns} FROM messages AS q JOIN users AS quoted ON quoted.id = q.sender_id
        WHERE q.id = $1 AND q.chat_id = $2 AND q.notice IS NULL AND NOT q.is_deleted
        """;

    /// <summary>What is quoted by an answer to it; null when it is gone, of another chat, or a system line.</summary>
    public static Task<QuoteView?> QuoteAsync(ILookups lookups, int messageId, int chatId) =>
        lookups.FirstAsync(quoteById, row => ReadQuote(row, 0)!, messageId, chatId);

    /// <summary>Those of these that are in chats of mine.</summary>
    public static async Task<IReadOnlyList<MessageView>> MineByIdsAsync(ILookups lookups, int me, IReadOnlyList<int> ids) => ids.Count == 0 ? []
        : await mineByIds.ReadAsync(lookups, [me, .. Enumerable.Range(0, IdLimit).Select(i => ids.ElementAtOrDefault(i))]);

    /// <summary>A message that was just written.</summary>
    public static MessageView View(Message message, PersonView author, QuoteView? quote) => new(
        message.Id, message.ChatId, message.Sequence, message.Revision, author, message.Content, message.CreatedAt,
        message.IsEdited, message.IsDeleted, quote, [], Mentioned(message.Mentions), message.ClientId, message.Notice, null,
        message.MessageType, Attachment.Read(message.Attachments), message.UpdatedAt);

    static MessageView Read(DbDataReader row) => new(
        row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt64(3), row.Person(Author)!, row.GetString(4), row.Time(5),
        row.GetBoolean(6), row.GetBoolean(7), ReadQuote(row, Quoted), [], Mentioned(row.Text(8)), row.IsDBNull(9) ? null : row.GetGuid(9),
        row.Text(10) is { } notice ? Enum.Parse<SystemMessage>(notice) : null, row.Person(Subject),
        row.GetString(11), Attachment.Read(row.Text(12)), row.Time(13))
    {
        IsPinned = row.GetBoolean(14), Origin = row.IsDBNull(15) ? null : new OriginView(row.GetInt32(15), row.Text(16)),
    };

    static QuoteView? ReadQuote(DbDataReader row, int at) => row.IsDBNull(at) ? null : new QuoteView(
        row.GetInt32(at), row.GetInt32(at + 1), row.Person(at + 6)!, row.GetString(at + 2), row.GetBoolean(at + 3),
        Attachment.Read(row.Text(at + 4)), row.GetInt64(at + 5));

    static IReadOnlyList<ReactionView> Grouped(IEnumerable<(string Emoji, ReactorView By)> reactions) => [.. reactions
        .GroupBy(r => Reaction.KindOf(r.Emoji)).Select(group => new ReactionView(group.Key, [.. group.Select(r => r.By).Distinct()]))];

    /// <summary>Who is mentioned, as <see cref="Message.Mention"/> keeps it.</summary>
    public static IReadOnlyDictionary<string, int> Mentioned(string? mentions) => mentions is null ? nobody
        : mentions.Split(' ').Select(pair => pair.Split(':')).ToDictionary(pair => pair[0], pair => int.Parse(pair[1]), StringComparer.OrdinalIgnoreCase);
}
