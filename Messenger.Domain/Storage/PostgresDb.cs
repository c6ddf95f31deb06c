using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Messenger.Domain;

/// <summary>The messenger on PostgreSQL, for more than one node. Sends to a chat are one statement and one round trip.</summary>
public sealed class PostgresDb : MessengerDb
{
    /// <summary>With it in the history there is nothing to migrate.</summary>
    public const string NewestMigration = "20261123165543_Programs";

    public const int MigrationCount = 2;

    // Nothing here looks at chat_participants to decide: a send that waited for the chat's row lock would still see the members
    // of before. The version in the WHERE is re-read after the wait, so a changed membership updates no row.
    const string Send = """
        WITH sent AS (
            SELECT * FROM unnest(@senders, @contents, @types, @replies, @times, @clients, @hashes, @mentions)
                WITH ORDINALITY AS s (sender, content, type, reply, at, client, hash, mentions, place)),
        numbered AS (
            UPDATE chats SET last_sequence = last_sequence + @count, revision = revision + @count, updated_at = @at
            WHERE id = @chat AND membership_version = @version
            RETURNING last_sequence - @count AS sequence, revision - @count AS revision),
        marked AS (
            UPDATE chat_participants SET read_sequence = numbered.sequence + own.place
            FROM numbered, (SELECT sender, max(place) AS place FROM sent GROUP BY sender) AS own
            WHERE chat_id = @chat AND user_id = own.sender)
        INSERT INTO messages (chat_id, sender_id, content, message_type, reply_to, is_edited, is_deleted, created_at, updated_at,
                              sequence, revision, client_id, request_hash, mentions)
        SELECT @chat, sender, content, type, reply, false, false, at, at,
               numbered.sequence + place, numbered.revision + place, client, hash, mentions FROM numbered, sent ORDER BY place
        RETURNING id, sequence, revision
        """;

    readonly PostgresWriter writer;

    // Contexts are pooled, which allows them nothing but options.
    public PostgresDb(DbContextOptions<PostgresDb> options)
        : base(options) => writer = this.GetService<PostgresWriter>();

    public override Task<Posted> PostAsync(Message message, int membershipVersion, Action? committed = null) =>
        writer.PostAsync(message, membershipVersion, messages => InsertAsync(messages, membershipVersion), committed);

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

    public override async Task<List<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] parameters)
    {
        await Database.OpenConnectionAsync();
        try
        {
            await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)Database.GetDbConnection());
            command.CommandTimeout = Database.GetCommandTimeout() ?? command.CommandTimeout;
            Array.ForEach(parameters, value => command.Parameters.Add(new NpgsqlParameter { Value = value }));
            await using var row = await command.ExecuteReaderAsync();
            List<T> found = [];
            while (await row.ReadAsync())
            {
                found.Add(read(row));
            }

            return found;
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    /// <summary>Messages to one chat, in this order: all of them or none.</summary>
    async Task<Posted> InsertAsync(IReadOnlyList<Message> messages, int membershipVersion)
    {
        await Database.OpenConnectionAsync();
        try
        {
            await using var command = new NpgsqlCommand(Send, (NpgsqlConnection)Database.GetDbConnection());
            command.CommandTimeout = Database.GetCommandTimeout() ?? command.CommandTimeout;
            command.Parameters.AddWithValue("chat", messages[0].ChatId);
            command.Parameters.AddWithValue("version", membershipVersion);
            command.Parameters.AddWithValue("count", messages.Count);
            command.Parameters.AddWithValue("at", messages[^1].CreatedAt);
            Each("senders", message => message.SenderId);
            Each("contents", message => message.Content);
            Each("types", message => message.MessageType);
            Each("replies", message => message.ReplyTo);
            Each("times", message => message.CreatedAt);
            Each("clients", message => message.ClientId);
            Each("hashes", message => message.RequestHash);
            Each("mentions", message => message.Mentions);

            await using var rows = await command.ExecuteReaderAsync();
            foreach (var message in messages)
            {
                if (!await rows.ReadAsync())
                {
                    return Posted.MembersChanged;
                }

                (message.Id, message.Sequence, message.Revision) = (rows.GetInt32(0), rows.GetInt32(1), rows.GetInt64(2));
            }

            return Posted.Now;

            void Each<T>(string name, Func<Message, T> value) =>
                command.Parameters.Add(new NpgsqlParameter<T[]>(name, [.. messages.Select(value)]));
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
}
