using Microsoft.Data.Sqlite;

namespace Messenger.Domain;

/// <summary>The three statements of a send, prepared once for a whole batch.</summary>
sealed class SqliteSend : IDisposable
{
    readonly SqliteCommand number, insert, read;

    public SqliteSend(SqliteConnection connection, SqliteTransaction transaction)
    {
        number = Command("""
            UPDATE chats SET last_sequence = last_sequence + 1, revision = revision + 1, updated_at = $at
            WHERE id = $chat AND membership_version = $version RETURNING last_sequence, revision
            """, "$at", "$chat", "$version");
        insert = Command("""
            INSERT INTO messages (chat_id, sender_id, content, message_type, reply_to, is_edited, is_deleted, created_at, updated_at,
                                  sequence, revision, client_id, request_hash, mentions)
            VALUES ($chat, $sender, $content, $type, $reply, 0, 0, $at, $at, $sequence, $revision, $client, $hash, $mentions)
            RETURNING id
            """, "$chat", "$sender", "$content", "$type", "$reply", "$at", "$sequence", "$revision", "$client", "$hash", "$mentions");
        read = Command(
            "UPDATE chat_participants SET read_sequence = $sequence WHERE chat_id = $chat AND user_id = $sender",
            "$sequence", "$chat", "$sender");

        SqliteCommand Command(string text, params string[] names)
        {
            var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (transaction, text);
            command.Parameters.AddRange(names.Select(name => new SqliteParameter(name, null)));
            return command;
        }
    }

    public Posted Try(Message message, int membershipVersion)
    {
        Fill(number, message.CreatedAt.UtcTicks, message.ChatId, membershipVersion);
        using (var reader = number.ExecuteReader())
        {
            if (!reader.Read())
            {
                return Posted.MembersChanged;
            }

            (message.Sequence, message.Revision) = (reader.GetInt32(0), reader.GetInt64(1));
        }

        Fill(insert, message.ChatId, message.SenderId, message.Content, message.MessageType, message.ReplyTo, message.CreatedAt.UtcTicks,
            message.Sequence, message.Revision, message.ClientId?.ToString().ToUpperInvariant(), message.RequestHash, message.Mentions);
        try
        {
            message.Id = Convert.ToInt32(insert.ExecuteScalar());
        }
        catch (SqliteException failure) when (failure.SqliteExtendedErrorCode == SqliteWriter.UniqueViolation)
        {
            return Posted.Before;
        }

        Fill(read, message.Sequence, message.ChatId, message.SenderId);
        read.ExecuteNonQuery();
        return Posted.Now;
    }

    public void Dispose()
    {
        number.Dispose();
        insert.Dispose();
        read.Dispose();
    }

    static void Fill(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
