using Microsoft.Data.Sqlite;

namespace Messenger.Domain;

/// <summary>The writer's own connection with its statements, prepared once.</summary>
sealed class SqliteSends : IDisposable
{
    // SQLITE_CONSTRAINT, https://sqlite.org/rescode.html: only the statement is undone, the transaction goes on.
    const int Constraint = 19;

    readonly SqliteConnection connection;
    readonly SqliteCommand begin, insert, number, read, commit;

    public SqliteSends(string connectionString)
    {
        // Out of the pool, so that closing it ends its transaction.
        connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        SqlitePragmas.Set(connection);

        begin = Command("BEGIN IMMEDIATE");
        // Inserted before the chat counts it: an insert that fails has changed nothing.
        insert = Command("""
            INSERT INTO messages (chat_id, sender_id, content, message_type, reply_to, is_edited, is_deleted, created_at, updated_at,
                                  sequence, revision, client_id, request_hash, mentions)
            SELECT id, $sender, $content, $type, $reply, 0, 0, $at, $at, last_sequence + 1, revision + 1, $client, $hash, $mentions
            FROM chats WHERE id = $chat AND membership_version = $version
            RETURNING id, sequence, revision
            """, "$chat", "$version", "$sender", "$content", "$type", "$reply", "$at", "$client", "$hash", "$mentions");
        number = Command("UPDATE chats SET last_sequence = $sequence, revision = $revision, updated_at = $at WHERE id = $chat",
            "$sequence", "$revision", "$at", "$chat");
        read = Command("UPDATE chat_participants SET read_sequence = $sequence WHERE chat_id = $chat AND user_id = $sender",
            "$sequence", "$chat", "$sender");
        commit = Command("COMMIT");
    }

    /// <summary>All of them in one transaction; each then has its result, or has failed for itself.</summary>
    public void Commit(List<SqliteSend> batch)
    {
        begin.ExecuteNonQuery();
        foreach (var send in batch)
        {
            try
            {
                send.Result = Post(send.Message, send.MembershipVersion);
            }
            catch (SqliteException failure) when (failure.SqliteExtendedErrorCode == SqliteDb.UniqueViolation)
            {
                send.Result = Posted.Before;
            }
            catch (SqliteException failure) when (failure.SqliteErrorCode == Constraint)
            {
                send.Fail(failure);
            }
        }

        commit.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();

    Posted Post(Message message, int membershipVersion)
    {
        Fill(insert, message.ChatId, membershipVersion, message.SenderId, message.Content, message.MessageType, message.ReplyTo,
            message.CreatedAt.UtcTicks, message.ClientId?.ToString().ToUpperInvariant(), message.RequestHash, message.Mentions);
        using (var row = insert.ExecuteReader())
        {
            if (!row.Read())
            {
                return Posted.MembersChanged;
            }

            (message.Id, message.Sequence, message.Revision) = (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2));
        }

        Fill(number, message.Sequence, message.Revision, message.CreatedAt.UtcTicks, message.ChatId);
        number.ExecuteNonQuery();
        Fill(read, message.Sequence, message.ChatId, message.SenderId);
        read.ExecuteNonQuery();
        return Posted.Now;
    }

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
}
