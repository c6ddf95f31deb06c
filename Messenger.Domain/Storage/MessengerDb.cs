using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The database as EF sees it: each room says in its <c>…Tables</c> how its entities are kept. What differs between the two databases is in the two short subclasses.</summary>
public abstract class MessengerDb(DbContextOptions options)
    : IdentityUserContext<User, int, IdentityUserClaim<int>, IdentityUserLogin<int>, IdentityUserToken<int>, Passkey>(options)
{
    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<Chat> Chats => Set<Chat>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Removal> Removals => Set<Removal>();

    public DbSet<Block> Blocks => Set<Block>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<EarlierText> EarlierTexts => Set<EarlierText>();

    public DbSet<Report> Reports => Set<Report>();

    public DbSet<Reaction> Reactions => Set<Reaction>();

    public DbSet<MessageRead> MessageReads => Set<MessageRead>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<Call> Calls => Set<Call>();

    public DbSet<CallParticipant> CallParticipants => Set<CallParticipant>();

    public DbSet<PushSubscription> PushSubscriptions => Set<PushSubscription>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<StoredKey> Keys => Set<StoredKey>();

    public DbSet<Lease> Leases => Set<Lease>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<StoredSetting> StoredSettings => Set<StoredSetting>();

    public DbSet<Installation> Installations => Set<Installation>();

    /// <summary>
    /// Does some work in one transaction, alone with the rows it locks; everything is undone when it throws. What was read
    /// before is forgotten: it may be old by now, and counters are moved from what is read inside.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<Task<T>> work);

    /// <summary>The chat's row, locked until the transaction ends: its counters may be moved.</summary>
    public abstract Task<Chat?> LockChatAsync(int chatId);

    /// <summary>Somebody's row in a chat, locked until the transaction ends: its numbers may be moved.</summary>
    public abstract Task<Membership?> LockMembershipAsync(int chatId, int userId);

    /// <summary>Lets one at a time pass, for rules that look at a whole table.</summary>
    public abstract Task LockInstallationAsync();

    /// <summary>Ids up to this one are no longer given to new rows of a table.</summary>
    public abstract Task ReserveIdsAsync(string table, int upTo);

    /// <summary>What the database itself needs before it is migrated and used.</summary>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Prepares the tables while no other node does so.</summary>
    public virtual Task WithMigrationLockAsync(Func<Task> work) => work();

    public abstract bool IsDuplicate(Exception failure);

    /// <summary>Whether a message could not be inserted because what it answers is gone.</summary>
    public abstract bool IsQuoteGone(Exception failure, Message message);

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        // First, because a foreign key is called by the table it leads to, and Identity has another name for it.
        model.Entity<User>().ToTable("users");
        model.ApplyConfigurationsFromAssembly(typeof(MessengerDb).Assembly);
    }
}
