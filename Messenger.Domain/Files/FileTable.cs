using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The table of the files of chats.</summary>
sealed class FileTable : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> file)
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
        file.Property(f => f.Kind).HasWordConversion();
    }
}
