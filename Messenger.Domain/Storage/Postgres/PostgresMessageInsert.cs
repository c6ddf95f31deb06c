using Npgsql;

namespace Messenger.Domain;

/// <summary>
/// The statement that inserts messages on PostgreSQL, which each connection prepares once. The same rule on SQLite is
/// <see cref="SqliteMessageInsert"/>, with files <see cref="FileMessageWriter"/>.
/// </summary>
public sealed class PostgresMessageInsert(NpgsqlDataSource connections)
{
    // A row is changed once by a statement, so who speaks, is mentioned and ends a draft (Membership.EndDraft) at once is in one UPDATE.
    // Nothing here looks at chat_participants to decide: a send that waited for the chat's row lock would still see the members
    // of before. The version in the WHERE is re-read after the wait, so a changed membership updates no row.
    const string Insert = """
        WITH sent AS (
            SELECT * FROM unnest(@senders, @contents, @types, @replies, @times, @clients, @hashes, @mentions, @drafts)
                WITH ORDINALITY AS s (sender, content, type, reply, at, client, hash, mentions, draft, place)),
        numbered AS (
            UPDATE chats SET last_sequence = last_sequence + @count, revision = revision + @count, updated_at = @at,
                last_mention = CASE WHEN @all > 0 THEN last_sequence + @all ELSE last_mention END
            WHERE id = @chat AND membership_version = @version
            RETURNING last_sequence - @count AS sequence, revision - @count AS revision),
        marked AS (
            UPDATE chat_participants SET
                read_sequence = CASE WHEN own.said > 0 THEN numbered.sequence + own.said ELSE read_sequence END,
                uncounted = CASE WHEN own.said > 0 THEN 0 ELSE uncounted END,
                last_mention = CASE WHEN own.mentioned > 0 THEN numbered.sequence + own.mentioned ELSE last_mention END,
                draft_id = CASE WHEN draft_id = ANY(own.drafts) THEN NULL ELSE draft_id END,
                draft_text = CASE WHEN draft_id = ANY(own.drafts) THEN NULL ELSE draft_text END,
                draft_reply_to = CASE WHEN draft_id = ANY(own.drafts) THEN NULL ELSE draft_reply_to END,
                draft_version = CASE WHEN draft_id = ANY(own.drafts) OR draft_text IS NULL AND own.drafts IS NOT NULL THEN draft_version + 1 ELSE draft_version END
            FROM numbered, (
                SELECT who, max(said) AS said, max(mentioned) AS mentioned, array_agg(draft) FILTER (WHERE draft IS NOT NULL) AS drafts FROM (
                    SELECT sender AS who, place AS said, 0 AS mentioned, draft FROM sent
                    UNION ALL SELECT who, 0, place, NULL FROM unnest(@mentioned, @places) AS m (who, place)) AS each
                GROUP BY who) AS own
            WHERE chat_id = @chat AND user_id = own.who)
        INSERT INTO messages (chat_id, sender_id, content, message_type, reply_to, is_edited, is_deleted, created_at, updated_at,
                              sequence, revision, client_id, request_hash, mentions)
        SELECT @chat, sender, content, type, reply, false, false, at, at,
               numbered.sequence + place, numbered.revision + place, client, hash, mentions FROM numbered, sent ORDER BY place
        RETURNING id, sequence, revision
        """;

    /// <summary>Messages to one chat, in this order: all of them or none.</summary>
    public async Task<SendResult> InsertAsync(IReadOnlyList<Message> messages, int membershipVersion)
    {
        try
        {
            return await InsertOnceAsync(messages, membershipVersion);
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.InvalidSqlStatementName)
        {
            // What the connection had prepared fits no longer, and so nothing was done.
            return await InsertOnceAsync(messages, membershipVersion);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return SendResult.Duplicate;
        }
        catch (PostgresException failure) when (PostgresDb.IsQuoteGone(failure))
        {
            return SendResult.QuoteGone;
        }
    }

    async Task<SendResult> InsertOnceAsync(IReadOnlyList<Message> messages, int membershipVersion)
    {
        try
        {
            await using var connection = await connections.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(Insert, connection);
            Add("chat", messages[0].ChatId);
            Add("version", membershipVersion);
            Add("count", messages.Count);
            Add("at", messages[^1].CreatedAt);
            Each("senders", message => message.SenderId);
            Each("contents", message => message.Content);
            Each("types", message => message.MessageType);
            Each("replies", message => message.ReplyTo);
            Each("times", message => message.CreatedAt);
            Each("clients", message => message.ClientId);
            Each("hashes", message => message.RequestHash);
            Each("mentions", message => message.Mentions);
            Each("drafts", message => message.DraftId);
            var mentioned = messages.SelectMany((message, i) => message.MentionedIds().Select(id => (Id: id, Place: i + 1))).ToList();
            Add<int[]>("mentioned", [.. mentioned.Select(one => one.Id)]);
            Add<int[]>("places", [.. mentioned.Select(one => one.Place)]);
            Add("all", mentioned.FindLast(one => one.Id == Everybody.Id).Place);

            await command.PrepareAsync();
            await using var rows = await command.ExecuteReaderAsync();
            foreach (var message in messages)
            {
                if (!await rows.ReadAsync())
                {
                    return SendResult.MembershipChanged;
                }

                (message.Id, message.Sequence, message.Revision) = (rows.GetInt32(0), rows.GetInt32(1), rows.GetInt64(2));
            }

            return SendResult.Committed;

            void Each<T>(string name, Func<Message, T> value) => Add<T[]>(name, [.. messages.Select(value)]);

            void Add<T>(string name, T value) => command.Parameters.Add(new NpgsqlParameter<T>(name, value));
        }
        catch (Exception failure)
        {
            // Whether it was committed nobody may know now; the client asks again with the same client id.
            connections.ForgetDead(failure);
            throw;
        }
    }
}
