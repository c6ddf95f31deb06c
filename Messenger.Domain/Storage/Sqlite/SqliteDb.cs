using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Messenger.Domain;

/// <summary>The messenger in one file. SQLite has one writer at a time, so everything that writes passes one gate.</summary>
public sealed class SqliteDb : MessengerDb
{
    // SQLITE_CONSTRAINT_UNIQUE, https://sqlite.org/rescode.html
    public const int UniqueViolation = 2067;

    // SQLITE_CONSTRAINT_FOREIGNKEY, of the same page.
    const int ForeignKeyViolation = 787;

    /// <summary>With it in the history there is nothing to migrate.</summary>
    public const string NewestMigration = "20261130105819_RetentionAndReports";

    public const int MigrationCount = 20;

    readonly SqliteWriter writer;
    bool isInside;

    // Contexts are pooled, which allows them nothing but options.
    public SqliteDb(DbContextOptions<SqliteDb> options)
        : base(options) => writer = this.GetService<SqliteWriter>();

    public override async Task<T> WriteAsync<T>(Func<Task<T>> work)
    {
        using var _ = await writer.EnterAsync();
        isInside = true;
        ChangeTracker.Clear();
        try
        {
            await using var transaction = await Database.BeginTransactionAsync();
            var result = await work();
            await transaction.CommitAsync();
            return result;
        }
        finally
        {
            isInside = false;
        }
    }

    public override Task<Chat?> LockChatAsync(int chatId) => Chats.SingleOrDefaultAsync(chat => chat.Id == chatId);

    public override Task<Membership?> LockMembershipAsync(int chatId, int userId) =>
        Memberships.SingleOrDefaultAsync(membership => membership.ChatId == chatId && membership.UserId == userId);

    public override Task LockInstallationAsync() => Task.CompletedTask;

    public override async Task ReserveIdsAsync(string table, int upTo)
    {
        await Database.ExecuteSqlAsync($"INSERT INTO sqlite_sequence (name, seq) SELECT {table}, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = {table})");
        await Database.ExecuteSqlAsync($"UPDATE sqlite_sequence SET seq = MAX(seq, {upTo}) WHERE name = {table}");
    }

    public override async Task InitializeAsync()
    {
        // Kept in the file. EF sets it only on a file it makes itself, and a restored copy may have lost it.
        await Database.ExecuteSqlAsync($"PRAGMA journal_mode=WAL");

        // A migration that was killed half-way leaves a lock that the next one would wait for, for ever.
        if (await Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync() > 0)
        {
            await Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock");
        }
    }

    public override bool IsDuplicate(Exception failure) =>
        (failure as SqliteException ?? failure.InnerException as SqliteException)?.SqliteExtendedErrorCode == UniqueViolation;

    public override bool IsQuoteGone(Exception failure, Message message) => IsQuoteGone(failure.InnerException as SqliteException, message);

    // It does not say which of the keys leads nowhere; people and chats stay.
    public static bool IsQuoteGone(SqliteException? failure, Message message) =>
        failure?.SqliteExtendedErrorCode == ForeignKeyViolation && message.ReplyTo is not null;

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken stop = default)
    {
        using var _ = isInside ? null : await writer.EnterAsync();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, stop);
    }

    // SQLite cannot compare DateTimeOffset: kept as UTC ticks.
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
