using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The tables of the chats, of who is in them, and of when they read what.</summary>
sealed class ChatTables : IEntityTypeConfiguration<Chat>, IEntityTypeConfiguration<Membership>, IEntityTypeConfiguration<MessageRead>, IEntityTypeConfiguration<Removal>
{
    public void Configure(EntityTypeBuilder<Chat> chat)
    {
        chat.ToTable("chats");
        chat.HasIndex(c => c.DirectKey).IsUnique();
        chat.Property(c => c.FirstSequence).HasDefaultValue(1);
        chat.HasOne<User>().WithMany().HasForeignKey(c => c.CreatedBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Membership> membership)
    {
        membership.ToTable("chat_participants");
        membership.HasKey(m => new { m.ChatId, m.UserId });
        membership.HasOne(m => m.Chat).WithMany(c => c.Memberships).HasForeignKey(m => m.ChatId);
        membership.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId);
        membership.Property(m => m.ListRevision).HasDefaultValue(0);
        membership.Property(m => m.DraftVersion).HasDefaultValue(0);
        membership.Ignore(m => m.Draft);
        membership.Property(m => m.Level).HasColumnName("notification_level").HasWordConversion().HasDefaultValue(NotificationLevel.All);
        membership.Property(m => m.Role).HasWordConversion();
    }

    public void Configure(EntityTypeBuilder<MessageRead> read)
    {
        read.ToTable("message_reads");
        read.HasIndex(r => new { r.ChatId, r.UserId, r.Sequence });
        read.HasOne<Message>().WithMany().HasForeignKey(r => r.MessageId);
        read.HasOne<User>().WithMany().HasForeignKey(r => r.UserId);
    }

    public void Configure(EntityTypeBuilder<Removal> removal)
    {
        removal.ToTable("removals");
        removal.HasKey(r => new { r.ChatId, r.UserId });
        removal.HasOne<Chat>().WithMany().HasForeignKey(r => r.ChatId);
        removal.HasOne<User>().WithMany().HasForeignKey(r => r.UserId);
    }
}
