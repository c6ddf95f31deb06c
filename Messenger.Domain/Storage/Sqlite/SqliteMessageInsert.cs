using Microsoft.Data.Sqlite;

namespace Messenger.Domain;

/// <summary>
/// The statements that insert messages, prepared once on the writer's own connection. Nobody else writes while it does, so it counts by
/// itself. The same rule on PostgreSQL is <see cref="PostgresMessageInsert"/>, with files <see cref="FileMessageWriter"/>.
/// </summary>
sealed class SqliteMessageInsert : IDisposable
{
    // SQLITE_CONSTRAINT, https://sqlite.org/rescode.html: only the statement is undone, the transaction goes on.
    const int Constraint = 19;

    readonly SqliteConnection connection;
    readonly SqliteCommand begin, find, insert, number, read, mention, endDraft, commit;
    readonly Dictionary<int, Counters> chats = [];
    readonly Dictionary<(int Chat, int Sender), int> marks = [];
    readonly Dictionary<(int Chat, int Mentioned), int> mentions = [];

    public SqliteMessageInsert(string connectionString)
    {
        // Out of the pool, so that closing it ends its transaction.
        connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        SqlitePragmas.Set(connection);

        begin = Command("BEGIN IMMEDIATE");
        find = Command("SELECT membership_version, last_sequence, revision, last_mention FROM chats WHERE id = $chat", "$chat");
        insert = Command("""
            INSERT INTO messages (chat_id, sender_id, content, message_type, reply_to, is_edited, is_deleted, created_at, updated_at,
                                  sequence, revision, client_id, request_hash, mentions)
            VALUES ($chat, $sender, $content, $type, $reply, 0, 0, $at, $at, $sequence, $revision, $client, $hash, $mentions)
            RETURNING id
            """, "$chat", "$sender", "$content", "$type", "$reply", "$at", "$sequence", "$revision", "$client", "$hash", "$mentions");
        number = Command("UPDATE chats SET last_sequence = $sequence, revision = $revision, last_mention = $mention, updated_at = $at WHERE id = $chat",
            "$sequence", "$revision", "$mention", "$at", "$chat");
        read = Command("UPDATE chat_participants SET read_sequence = $sequence, uncounted = 0 WHERE chat_id = $chat AND user_id = $sender",
            "$sequence", "$chat", "$sender");
        mention = Command("UPDATE chat_participants SET last_mention = $sequence WHERE chat_id = $chat AND user_id = $mentioned",
            "$sequence", "$chat", "$mentioned");
        endDraft = Command("""
            UPDATE chat_participants SET draft_id = NULL, draft_text = NULL, draft_reply_to = NULL, draft_version = draft_version + 1
            WHERE chat_id = $chat AND user_id = $sender AND (draft_text IS NULL OR draft_id = $draft)
            """, "$chat", "$sender", "$draft");
        commit = Command("COMMIT");
    }

    /// <summary>All of them in one transaction; each then has its result, or has failed for itself.</summary>
    public void Commit(List<PendingSend> batch)
    {
        chats.Clear();
        marks.Clear();
        mentions.Clear();
        begin.ExecuteNonQuery();
        foreach (var send in batch)
        {
            try
            {
                send.Result = Insert(send.Message, send.MembershipVersion);
            }
            catch (SqliteException failure) when (failure.SqliteExtendedErrorCode == SqliteDb.UniqueViolation)
            {
                send.Result = SendResult.Duplicate;
            }
            catch (SqliteException failure) when (SqliteDb.IsQuoteGone(failure, send.Message))
            {
                send.Result = SendResult.QuoteGone;
            }
            catch (SqliteException failure) when (failure.SqliteErrorCode == Constraint)
            {
                send.Fail(failure);
            }
        }

        Count();
        commit.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();

    SendResult Insert(Message message, int membershipVersion)
    {
        var chat = chats.TryGetValue(message.ChatId, out var known) ? known : chats[message.ChatId] = FindCounters(message.ChatId);
        if (chat.MembershipVersion != membershipVersion)
        {
            return SendResult.MembershipChanged;
        }

        Fill(insert, message.ChatId, message.SenderId, message.Content, message.MessageType, message.ReplyTo, message.CreatedAt.UtcTicks,
            chat.Sequence + 1, chat.Revision + 1, message.ClientId is { } clientId ? Stored(clientId) : null, message.RequestHash, message.Mentions);
        message.Id = (int)(long)insert.ExecuteScalar()!;

        // Only now: an insert that failed has taken no number.
        (message.Sequence, message.Revision) = (++chat.Sequence, ++chat.Revision);
        chat.At = message.CreatedAt.UtcTicks;
        marks[(message.ChatId, message.SenderId)] = message.Sequence;
        if (message.DraftId is { } draft)
        {
            Fill(endDraft, message.ChatId, message.SenderId, Stored(draft));
            endDraft.ExecuteNonQuery();
        }

        foreach (var id in message.MentionedIds())
        {
            mentions[(message.ChatId, id)] = message.Sequence;
            chat.LastMention = id == Everybody.Id ? message.Sequence : chat.LastMention;
        }

        return SendResult.Committed;
    }

    /// <summary>Once for all that were sent to a chat, for all that somebody sent there, and for all that mention somebody there.</summary>
    void Count()
    {
        foreach (var (id, chat) in chats.Where(chat => chat.Value.At > 0))
        {
            Fill(number, chat.Sequence, chat.Revision, chat.LastMention, chat.At, id);
            number.ExecuteNonQuery();
        }

        foreach (var ((chat, sender), sequence) in marks)
        {
            Fill(read, sequence, chat, sender);
            read.ExecuteNonQuery();
        }

        foreach (var ((chat, mentioned), sequence) in mentions.Where(one => one.Key.Mentioned != Everybody.Id))
        {
            Fill(mention, sequence, chat, mentioned);
            mention.ExecuteNonQuery();
        }
    }

    // Where there is no such chat, or no longer, no version fits.
    Counters FindCounters(int chatId)
    {
        Fill(find, chatId);
        using var row = find.ExecuteReader();
        return row.Read() ? new Counters(row.GetInt32(0)) { Sequence = row.GetInt32(1), Revision = row.GetInt64(2), LastMention = row.GetInt32(3) } : new Counters(-1);
    }

    // As EF keeps it.
    static string Stored(Guid id) => id.ToString().ToUpperInvariant();

    SqliteCommand Command(string text, params string[] names)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        command.Parameters.AddRange(names.Select(name => new SqliteParameter(name, DBNull.Value)));
        command.Prepare();
        return command;
    }

    static void Fill(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    /// <summary>A chat's counters while its messages are being numbered.</summary>
    sealed class Counters(int membershipVersion)
    {
        public int MembershipVersion => membershipVersion;

        public int Sequence { get; set; }

        public long Revision { get; set; }

        public int LastMention { get; set; }

        /// <summary>When its newest message was written; 0 while there is none.</summary>
        public long At { get; set; }
    }
}
