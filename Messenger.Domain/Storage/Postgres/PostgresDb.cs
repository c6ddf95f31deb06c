using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Messenger.Domain;

/// <summary>The messenger on PostgreSQL, for more than one node. Sends to a chat are one statement and one round trip.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : MessengerDb(options)
{
    /// <summary>With it in the history there is nothing to migrate.</summary>
    public const string NewestMigration = "20261130105825_RetentionAndReports";

    public const int MigrationCount = 20;

    // Of the advisory lock, anything that nobody else takes.
    const long PreparingKey = 5_646_473_101;

    public override async Task<T> WriteAsync<T>(Func<Task<T>> work)
    {
        ChangeTracker.Clear();
        await using var transaction = await Database.BeginTransactionAsync();
        var result = await work();
        await transaction.CommitAsync();
        return result;
    }

    public override Task<Chat?> LockChatAsync(int chatId) =>
        // NO KEY: what only leans on the chat, such as a file of it that is copied, need not wait, and so cannot wait in a circle.
        Chats.FromSql($"SELECT * FROM chats WHERE id = {chatId} FOR NO KEY UPDATE").SingleOrDefaultAsync();

    public override Task<Membership?> LockMembershipAsync(int chatId, int userId) =>
        Memberships.FromSql($"SELECT * FROM chat_participants WHERE chat_id = {chatId} AND user_id = {userId} FOR UPDATE").SingleOrDefaultAsync();

    public override Task ReserveIdsAsync(string table, int upTo) =>
        Database.ExecuteSqlAsync($"SELECT setval(sequence, GREATEST({upTo}, nextval(sequence))) FROM pg_get_serial_sequence({table}, 'id') AS sequence");

    public override Task LockInstallationAsync() => Database.ExecuteSqlAsync($"SELECT 1 FROM installation FOR UPDATE");

    // EF lets its own lock go between two migrations. This one is the session's, so it also goes with a node that dies.
    public override async Task WithMigrationLockAsync(Func<Task> work)
    {
        await Database.OpenConnectionAsync();
        try
        {
            while (!await Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({PreparingKey}) AS \"Value\"").SingleAsync())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }

            await work();
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({PreparingKey})");
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    public override bool IsDuplicate(Exception failure) =>
        (failure as PostgresException ?? failure.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.UniqueViolation;

    public override bool IsQuoteGone(Exception failure, Message message) => IsQuoteGone(failure.InnerException as PostgresException);

    public static bool IsQuoteGone(PostgresException? failure) =>
        failure is { SqlState: PostgresErrorCodes.ForeignKeyViolation, ConstraintName: "fk_messages_messages_reply_to" };
}
