using System.Data.Common;

namespace Messenger.Domain;

/// <summary>Chats with everybody in them, for programs.</summary>
public sealed class DetailedChats(ILookups lookups)
{
    // Which rows, in which order; then what they show.
    static readonly Query newest = new(
        "p.user_id = $1", "chats.updated_at DESC, p.chat_id DESC LIMIT $2 OFFSET $3"), one = new("p.user_id = $1 AND p.chat_id = $2", "p.chat_id"),
        anybodys = new("p.chat_id = $1", "p.user_id LIMIT 1", isMine: false);

    /// <summary>By last activity. Whoever pages by offset may see one twice when somebody writes meanwhile.</summary>
    public Task<IReadOnlyList<ChatDetails>> ListAsync(int me, int skip, int limit) => newest.ReadAsync(lookups, me, limit, skip);

    public async Task<ChatDetails> OneAsync(int me, int chatId) => (await one.ReadAsync(lookups, me, chatId)).SingleOrDefault() ?? throw Refused.NotFound();

    /// <summary>For those who deliver events: with nothing in it that differs from member to member, and the first so many people.</summary>
    public async Task<ChatDetails> ForAllAsync(int chatId, int people)
    {
        var chat = (await anybodys.ReadAsync(lookups, chatId)).SingleOrDefault() ?? throw Refused.NotFound();
        return chat with { People = [.. chat.People.Take(people)], Unread = 0, LastReadId = null, Settings = new ChatSettings(false, false, false, false), HasUnreadMention = false };
    }

    /// <summary>A condition on a membership <c>p</c>, as the statements that read its chats, the people in them, their last messages and who has read those.</summary>
    /// <param name="isMine">Whether $1 is who asks: what others have read is not for everybody.</param>
    sealed class Query(string which, string order, bool isMine = true)
    {
        const int Tries = 3;

        // Of a member and a message.
        static readonly string hasRead = $"member.chat_id = latest.chat_id AND member.read_sequence >= latest.sequence AND member.user_id <> latest.sender_id AND {ReadReceipts.IsTold("member.user_id", "$1")}";

        readonly string chats = $"""
            SELECT chats.id, chats.name, chats.is_group, chats.avatar, chats.created_by, chats.created_at, chats.updated_at,
                   chats.last_sequence, chats.revision, mine.read_sequence + mine.uncounted, read.id,
                   mine.is_pinned, mine.is_muted, mine.is_archived, COALESCE(mine.unread_sequence = mine.read_sequence, FALSE),
                   mine.last_mention > mine.read_sequence OR chats.last_mention > mine.read_sequence, chats.first_sequence
            FROM ({Mine(which, order)}) AS mine JOIN chats ON chats.id = mine.chat_id
            LEFT JOIN messages AS read ON read.chat_id = chats.id AND read.sequence = mine.read_sequence
            ORDER BY chats.updated_at DESC, chats.id DESC
            """;

        readonly string people = $"""
            SELECT member.chat_id, {LookupRows.PersonOf("users")}
            FROM ({Mine(which, order)}) AS mine JOIN chat_participants AS member ON member.chat_id = mine.chat_id
            JOIN users ON users.id = member.user_id
            ORDER BY member.joined_at, member.user_id
            """;

        readonly MessageRows.Query last = new($"""
            m.id IN (SELECT last.id FROM ({Mine(which, order)}) AS mine JOIN chats ON chats.id = mine.chat_id
                     JOIN messages AS last ON last.chat_id = chats.id AND last.sequence = chats.last_sequence)
            """, "m.id");

        // With the times that ReadReceipts tells of a page of messages. Who has the last place is found first, once a message: to look at whom one may hear of costs more than all else,
        // and a large group would be looked at whole.
        readonly string? readers = !isMine ? null : $"""
            WITH latest AS MATERIALIZED (
                SELECT latest.id, latest.chat_id, latest.sequence, latest.created_at, latest.sender_id,
                       (SELECT member.user_id FROM chat_participants AS member WHERE {hasRead} ORDER BY member.user_id LIMIT 1 OFFSET {ReadReceipts.ReadersLimit - 1}) AS last_reader
                FROM ({Mine(which, order)}) AS mine JOIN chats ON chats.id = mine.chat_id
                JOIN messages AS latest ON latest.chat_id = chats.id AND latest.sequence = chats.last_sequence)
            SELECT latest.id, member.user_id, COALESCE(
                   (SELECT r.read_at FROM message_reads AS r WHERE r.chat_id = latest.chat_id AND r.user_id = member.user_id AND r.sequence >= latest.sequence
                    ORDER BY r.sequence LIMIT 1),
                   CASE WHEN latest.created_at > member.joined_at THEN latest.created_at ELSE member.joined_at END) AS seen_at
            FROM latest JOIN chat_participants AS member ON member.user_id <= COALESCE(latest.last_reader, {int.MaxValue}) AND {hasRead}
            ORDER BY seen_at, member.user_id
            """;

        public async Task<IReadOnlyList<ChatDetails>> ReadAsync(ILookups lookups, params object[] parameters)
        {
            for (var tries = 1; ; tries++)
            {
                var found = await lookups.AllAsync(chats, Read, parameters);
                var members = (await lookups.AllAloneAsync(people, row => (ChatId: row.GetInt32(0), Person: row.Person(1)!), parameters))
                    .ToLookup(row => row.ChatId, row => row.Person);
                // Before the messages: of one that comes in between nobody is known who has read it, and that is so.
                var read = (readers is null ? [] : await lookups.AllAloneAsync(readers, ReadReader, parameters)).ToLookup(row => row.MessageId, row => row.Reader);
                var messages = (await last.ReadAsync(lookups, parameters)).ToDictionary(message => message.ChatId);
                var whole = found.FindAll(chat => members.Contains(chat.Id) && (chat.LastSequence < chat.FirstSequence || messages.ContainsKey(chat.Id)));

                // Somebody wrote, joined or left between two of them, and another chat has come to the top: all of it once more.
                if (whole.Count == found.Count || tries == Tries)
                {
                    return whole.ConvertAll(chat => Whole(chat, [.. members[chat.Id]], messages.GetValueOrDefault(chat.Id), read));
                }
            }
        }

        static ChatDetails Whole(ChatDetails chat, IReadOnlyList<PersonView> people, MessageView? last, ILookup<int, ReadReceiptView> read) => last is null
            ? chat with { People = people }
            : chat with { People = people, Last = last.Among(people.Select(person => person.Id)), LastReaders = [.. read[last.Id]] };

        static string Mine(string which, string order) => $"""
            SELECT p.chat_id, p.read_sequence, p.uncounted, p.is_pinned, p.is_muted, p.unread_sequence, p.last_mention, {ChatListRows.Archived} AS is_archived
            FROM chat_participants AS p JOIN chats ON chats.id = p.chat_id WHERE {which} ORDER BY {order}
            """;

        static (int MessageId, ReadReceiptView Reader) ReadReader(DbDataReader row) => (row.GetInt32(0), new ReadReceiptView(row.GetInt32(1), row.Time(2)));

        static ChatDetails Read(DbDataReader row) => new(
            row.GetInt32(0), row.Text(1), row.GetBoolean(2), row.Text(3), row.GetInt32(4), row.Time(5), row.Time(6), [], null,
            row.GetInt32(7) - row.GetInt32(9), row.IsDBNull(10) ? null : row.GetInt32(10), row.GetInt32(7), row.GetInt64(8),
            new ChatSettings(row.GetBoolean(11), row.GetBoolean(12), row.GetBoolean(13), row.GetBoolean(14)), row.GetBoolean(15), row.GetInt32(16));
    }
}
