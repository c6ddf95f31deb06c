using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The tables and their indexes, the same on both databases. What differs is in the two short subclasses.</summary>
public abstract class MessengerDb(DbContextOptions options)
    : IdentityUserContext<User, int, IdentityUserClaim<int>, IdentityUserLogin<int>, IdentityUserToken<int>, Passkey>(options)
{
    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<Chat> Chats => Set<Chat>();

    public DbSet<Membership> Memberships => Set<Membership>();

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

    public DbSet<KeptSetting> KeptSettings => Set<KeptSetting>();

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

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        Identity(model);

        model.Entity<Session>(session =>
        {
            session.ToTable("sessions");
            session.Property(s => s.Device).HasMaxLength(300);
            session.Property(s => s.Address).HasMaxLength(64);
            session.Property(s => s.Kind).HasConversion(kind => kind.ToString().ToLowerInvariant(), text => Enum.Parse<SessionKind>(text, true)).HasDefaultValue(SessionKind.Browser);
            session.HasIndex(s => s.TokenHash).IsUnique();
            session.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId);
        });

        model.Entity<RefreshToken>(token =>
        {
            token.ToTable("refresh_tokens");
            token.HasKey(t => t.Hash);
            token.HasIndex(t => t.ExpiresAt);
            token.HasOne(t => t.Session).WithMany().HasForeignKey(t => t.SessionId);
        });

        model.Entity<SecondFactor>(factor =>
        {
            factor.ToTable("second_factors");
            factor.HasKey(f => f.UserId);
            factor.HasOne<User>().WithOne().HasForeignKey<SecondFactor>(f => f.UserId);
        });

        model.Entity<RecoveryCode>(code =>
        {
            code.ToTable("recovery_codes");
            code.HasKey(c => new { c.UserId, c.Hash });
            code.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
        });

        model.Entity<Passkey>(passkey =>
        {
            // Identity leaves its passkeys out of the model unless whoever makes a context says otherwise (SchemaVersion): here they are always in it.
            passkey.ToTable("passkeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(Passkey.IdLimit);
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
        });

        model.Entity<Chat>(chat =>
        {
            chat.ToTable("chats");
            chat.HasIndex(c => c.DirectKey).IsUnique();
            chat.HasOne<User>().WithMany().HasForeignKey(c => c.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<Membership>(membership =>
        {
            membership.ToTable("chat_participants");
            membership.HasKey(m => new { m.ChatId, m.UserId });
            membership.HasOne(m => m.Chat).WithMany(c => c.Memberships).HasForeignKey(m => m.ChatId);
            membership.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId);
            membership.Property(m => m.ListRevision).HasDefaultValue(0);
            membership.Property(m => m.DraftVersion).HasDefaultValue(0);
            membership.Ignore(m => m.Draft);
            membership.Property(m => m.Level).HasColumnName("notification_level").HasDefaultValue(NotificationLevel.All)
                .HasConversion(level => level.ToString().ToLowerInvariant(), text => Enum.Parse<NotificationLevel>(text, true));
            membership.Property(m => m.Role).HasConversion(role => role.ToString().ToLowerInvariant(), text => Enum.Parse<Role>(text, true));
        });

        model.Entity<Block>(block =>
        {
            block.ToTable("blocks");
            block.HasKey(b => new { b.UserId, b.BlockedId });
            block.HasIndex(b => b.BlockedId);
            block.HasOne<User>().WithMany().HasForeignKey(b => b.UserId);
            block.HasOne<User>().WithMany().HasForeignKey(b => b.BlockedId);
        });

        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("invitations");
            invitation.HasIndex(i => i.Hash).IsUnique();
            invitation.HasIndex(i => i.ChatId);
            invitation.Property(i => i.Note).HasMaxLength(Invitation.NoteLimit);
            invitation.Property(i => i.Role).HasConversion(role => role.ToString().ToLowerInvariant(), text => Enum.Parse<Role>(text, true));
            invitation.HasOne(i => i.Chat).WithMany().HasForeignKey(i => i.ChatId);
            invitation.HasOne<User>().WithMany().HasForeignKey(i => i.CreatedBy).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<Message>(message =>
        {
            message.ToTable("messages");
            message.HasIndex(m => new { m.ChatId, m.Sequence }).IsUnique();
            message.HasIndex(m => new { m.ChatId, m.Revision });
            message.HasIndex(m => new { m.SenderId, m.ClientId }).IsUnique();
            message.HasOne(m => m.Chat).WithMany().HasForeignKey(m => m.ChatId);
            message.HasOne(m => m.Sender).WithMany().HasForeignKey(m => m.SenderId).OnDelete(DeleteBehavior.Restrict);
            message.HasOne(m => m.Subject).WithMany().HasForeignKey(m => m.SubjectId).OnDelete(DeleteBehavior.Restrict);
            message.HasOne(m => m.Quoted).WithMany().HasForeignKey(m => m.ReplyTo).OnDelete(DeleteBehavior.Restrict);
            message.HasMany(m => m.Reactions).WithOne().HasForeignKey(r => r.MessageId);
            message.Property(m => m.Notice).HasConversion<string>();
            message.Property(m => m.IsPinned).HasDefaultValue(false);
            message.Ignore(m => m.DraftId);
            message.HasIndex(m => m.ChatId).HasFilter("is_pinned");
        });

        model.Entity<EarlierText>(text =>
        {
            text.ToTable("earlier_texts");
            text.HasIndex(t => t.MessageId);
            text.HasOne<Message>().WithMany().HasForeignKey(t => t.MessageId);
        });

        model.Entity<Report>(report =>
        {
            report.ToTable("reports");
            report.HasIndex(r => new { r.MessageId, r.ReporterId }).IsUnique();
            report.HasIndex(r => r.CreatedAt).HasFilter("done_at IS NULL");
            report.Property(r => r.Reason).HasMaxLength(Report.ReasonLimit);
            report.HasOne(r => r.Message).WithMany().HasForeignKey(r => r.MessageId);
            report.HasOne(r => r.Reporter).WithMany().HasForeignKey(r => r.ReporterId);
            report.HasOne<User>().WithMany().HasForeignKey(r => r.DoneBy);
        });

        model.Entity<Reaction>(reaction =>
        {
            reaction.ToTable("message_reactions");
            reaction.HasIndex(r => new { r.MessageId, r.UserId, r.Emoji }).IsUnique();
            reaction.HasOne<User>().WithMany().HasForeignKey(r => r.UserId);
        });

        model.Entity<MessageRead>(read =>
        {
            read.ToTable("message_reads");
            read.HasIndex(r => new { r.ChatId, r.UserId, r.Sequence });
            read.HasOne<Message>().WithMany().HasForeignKey(r => r.MessageId);
            read.HasOne<User>().WithMany().HasForeignKey(r => r.UserId);
        });

        model.Entity<Call>(call =>
        {
            call.ToTable("calls");
            call.HasIndex(c => new { c.ChatId, c.Id });
            call.HasIndex(c => c.ChatId).HasFilter("status IN ('ringing', 'active')");
            call.Property(c => c.CallType).HasConversion(type => type.ToString().ToLowerInvariant(), text => Enum.Parse<CallType>(text, true));
            call.Property(c => c.Status).HasConversion(status => status.ToString().ToLowerInvariant(), text => Enum.Parse<CallStatus>(text, true));
            call.HasOne(c => c.Chat).WithMany().HasForeignKey(c => c.ChatId);
            call.HasOne<User>().WithMany().HasForeignKey(c => c.InitiatorId).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<CallParticipant>(participant =>
        {
            participant.ToTable("call_participants");
            participant.HasKey(p => new { p.CallId, p.UserId });
            participant.HasIndex(p => p.RenewedAt).HasFilter("joined_at IS NOT NULL AND left_at IS NULL");
            participant.Property(p => p.Party).HasMaxLength(CallParticipant.PartyLimit);
            participant.HasOne<Call>().WithMany(c => c.Participants).HasForeignKey(p => p.CallId);
            participant.HasOne(p => p.User).WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<StoredFile>(file =>
        {
            file.ToTable("files");
            file.HasIndex(f => f.Key).IsUnique();
            file.HasIndex(f => f.MessageId);
            file.HasIndex(f => f.CopyOf).HasFilter("copy_of IS NOT NULL");
            file.HasIndex(f => f.CreatedAt).HasFilter("message_id IS NULL");
            file.HasIndex(f => f.ReportId).HasFilter("report_id IS NOT NULL");
            file.HasOne<Chat>().WithMany().HasForeignKey(f => f.ChatId);
            file.HasOne<User>().WithMany().HasForeignKey(f => f.OwnerId).OnDelete(DeleteBehavior.Restrict);
            file.HasOne<Message>().WithMany().HasForeignKey(f => f.MessageId);
            file.Property(f => f.Kind).HasConversion(kind => kind.ToString().ToLowerInvariant(), text => Enum.Parse<FileKind>(text, true));
        });

        model.Entity<PushSubscription>(push =>
        {
            push.ToTable("push_subscriptions");
            push.HasKey(p => p.SessionId);
            push.HasIndex(p => p.Endpoint).IsUnique();
            push.HasIndex(p => p.UserId);
            push.Property(p => p.Endpoint).HasMaxLength(PushSubscription.EndpointLimit);
            push.HasOne(p => p.Session).WithMany().HasForeignKey(p => p.SessionId);
            push.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
        });

        model.Entity<Job>(job =>
        {
            job.ToTable("jobs");
            job.HasIndex(j => new { j.Kind, j.DueAt });
        });

        model.Entity<UsedTries>(used =>
        {
            used.ToTable("used_tries");
            used.HasKey(u => u.Key);
            used.Property(u => u.Key).HasMaxLength(64);
        });

        model.Entity<StoredKey>(key =>
        {
            key.ToTable("keys");
            key.HasKey(k => new { k.Purpose, k.Name });
            key.Property(k => k.Purpose).HasMaxLength(StoredKey.PurposeLimit);
            key.Property(k => k.Name).HasMaxLength(StoredKey.NameLimit);
        });

        model.Entity<Lease>(lease =>
        {
            lease.ToTable("leases");
            lease.HasKey(l => l.Name);
            lease.Property(l => l.Name).HasMaxLength(Lease.NameLimit);
        });

        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit_entries");
            entry.Property(e => e.Act).HasMaxLength(AuditEntry.ActLimit);
            entry.HasOne(e => e.Actor).WithMany().HasForeignKey(e => e.ActorId).OnDelete(DeleteBehavior.Restrict);
            entry.HasOne(e => e.Subject).WithMany().HasForeignKey(e => e.SubjectId).OnDelete(DeleteBehavior.Restrict);
        });

        model.Entity<KeptSetting>(setting =>
        {
            setting.ToTable("kept_settings");
            setting.HasKey(s => s.Name);
            setting.Property(s => s.Name).HasMaxLength(KeptSetting.NameLimit);
        });

        model.Entity<Installation>(installation =>
        {
            installation.ToTable("installation");
            installation.Property(i => i.Id).ValueGeneratedNever();
        });
    }

    // The contract names these columns (they are part of the contract with other programs); Identity calls them otherwise.
    static void Identity(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.UserName).HasColumnName("username").IsRequired();
            user.Property(u => u.NormalizedUserName).HasColumnName("normalized_username").IsRequired();
            user.Property(u => u.Email).IsRequired();
            user.Property(u => u.PasswordHash).HasColumnName("hashed_password");
            user.Property(u => u.EmailConfirmed).HasColumnName("is_email_verified");
            // Asked for at each log-in, and mostly empty.
            user.HasIndex(u => u.PasswordHash).HasFilter($"hashed_password LIKE '{OpaquePasswordHasher.Bcrypt}%'");
            user.Property(u => u.AwaitsVerification).HasDefaultValue(false);
            user.Property(u => u.HidesPresence).HasDefaultValue(false);
            user.Property(u => u.HidesReads).HasDefaultValue(false);
            user.Property(u => u.TakesMessages).HasDefaultValue(false);
            user.HasIndex(u => u.LeavesAt).HasFilter("leaves_at IS NOT NULL");
            user.HasIndex(u => u.NormalizedUserName).HasDatabaseName("ix_users_normalized_username").IsUnique();
            user.HasIndex(u => u.NormalizedEmail).HasDatabaseName("ix_users_normalized_email").IsUnique();
            user.ComplexProperty(u => u.Preferences, look =>
            {
                look.Property(l => l.Language).HasColumnName("language");
                look.Property(l => l.Theme).HasColumnName("theme");
                look.Property(l => l.Density).HasColumnName("density");
                look.Property(l => l.TimeZone).HasColumnName("time_zone");
                look.Property(l => l.Quiet).HasColumnName("quiet").HasMaxLength(11).HasDefaultValue("");
            });
        });
        model.Entity<IdentityUserClaim<int>>().ToTable("user_claims");
        model.Entity<IdentityUserLogin<int>>().ToTable("user_logins");
        model.Entity<IdentityUserToken<int>>().ToTable("user_tokens");
    }
}
