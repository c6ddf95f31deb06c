using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The messages, and what belongs to one of them.</summary>
sealed class MessageTables : IEntityTypeConfiguration<Message>, IEntityTypeConfiguration<EarlierText>,
    IEntityTypeConfiguration<Report>, IEntityTypeConfiguration<Reaction>
{
    public void Configure(EntityTypeBuilder<Message> message)
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
    }

    public void Configure(EntityTypeBuilder<EarlierText> text)
    {
        text.ToTable("earlier_texts");
        text.HasIndex(t => t.MessageId);
        text.HasOne<Message>().WithMany().HasForeignKey(t => t.MessageId);
    }

    public void Configure(EntityTypeBuilder<Report> report)
    {
        report.ToTable("reports");
        report.HasIndex(r => new { r.MessageId, r.ReporterId }).IsUnique();
        report.HasIndex(r => r.CreatedAt).HasFilter("done_at IS NULL");
        report.Property(r => r.Reason).HasMaxLength(Report.ReasonLimit);
        report.HasOne(r => r.Message).WithMany().HasForeignKey(r => r.MessageId);
        report.HasOne(r => r.Reporter).WithMany().HasForeignKey(r => r.ReporterId);
        report.HasOne<User>().WithMany().HasForeignKey(r => r.DoneBy);
    }

    public void Configure(EntityTypeBuilder<Reaction> reaction)
    {
        reaction.ToTable("message_reactions");
        reaction.HasIndex(r => new { r.MessageId, r.UserId, r.Emoji }).IsUnique();
        reaction.HasOne<User>().WithMany().HasForeignKey(r => r.UserId);
    }
}
