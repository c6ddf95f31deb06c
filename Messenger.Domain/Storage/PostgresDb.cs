using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messenger.Domain;

/// <summary>The messenger on PostgreSQL, for more than one node. A send is one statement and one round trip.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : MessengerDb(options)
{
    // Nothing here looks at chat_participants: a send that waited for the chat's row lock would still see the members of
    // before. The version in the WHERE is re-read after the wait, so a changed membership updates no row.
    const string Send = """
        WITH numbered AS (
            UPDATE chats SET last_sequence = last_sequence + 1, revision = revision + 1, updated_at = @at
            WHERE id = @chat AND membership_version = @version RETURNING last_sequence, revision),
        marked AS (
            UPDATE chat_participants SET read_sequence = numbered.last_sequence FROM numbered
            WHERE chat_id = @chat AND user_id = @sender)
        INSERT INTO messages (chat_id, sender_id, content, message_type, reply_to, is_edited, is_deleted, created_at, updated_at,
                              sequence, revision, client_id, request_hash, mentions)
        SELECT @chat, @sender, @content, @type, @reply, false, false, @at, @at,
               last_sequence, revision, @client, @hash, @mentions FROM numbered
        RETURNING id, sequence, revision
        """;

    public override async Task<Posted> PostAsync(Message message, int membershipVersion)
    {
        await Database.OpenConnectionAsync();
        try
        {
            await using var command = new NpgsqlCommand(Send, (NpgsqlConnection)Database.GetDbConnection());
            command.CommandTimeout = Database.GetCommandTimeout() ?? command.CommandTimeout;
            command.Parameters.AddWithValue("at", message.CreatedAt);
            command.Parameters.AddWithValue("chat", message.ChatId);
            command.Parameters.AddWithValue("version", membershipVersion);
            command.Parameters.AddWithValue("sender", message.SenderId);
            command.Parameters.AddWithValue("content", message.Content);
            command.Parameters.AddWithValue("type", message.MessageType);
            command.Parameters.Add(new NpgsqlParameter<int?>("reply", message.ReplyTo));
            command.Parameters.Add(new NpgsqlParameter<Guid?>("client", message.ClientId));
            command.Parameters.Add(new NpgsqlParameter<byte[]?>("hash", message.RequestHash));
            command.Parameters.Add(new NpgsqlParameter<string?>("mentions", message.Mentions));

            await using var reader = await command.ExecuteReaderAsync();
            if (!await reader.ReadAsync())
            {
                return Posted.MembersChanged;
            }

            (message.Id, message.Sequence, message.Revision) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2));
            return Posted.Now;
        }
        catch (PostgresException failure) when (IsDuplicate(failure))
        {
            return Posted.Before;
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    public override async Task<T> WriteAsync<T>(Func<Task<T>> work)
    {
        ChangeTracker.Clear();
        await using var transaction = await Database.BeginTransactionAsync();
        var result = await work();
        await transaction.CommitAsync();
        return result;
    }

    public override Task<Chat?> LockChatAsync(int chatId) =>
        Chats.FromSql($"SELECT * FROM chats WHERE id = {chatId} FOR UPDATE").SingleOrDefaultAsync();

    public override Task LockInstallationAsync() => Database.ExecuteSqlAsync($"SELECT 1 FROM installation FOR UPDATE");

    public override bool IsDuplicate(Exception failure) =>
        (failure as PostgresException ?? failure.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.UniqueViolation;
}
