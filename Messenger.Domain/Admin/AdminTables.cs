using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The tables of what admins did, and of what they set.</summary>
sealed class AdminTables : IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<StoredSetting>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit_entries");
        entry.Property(e => e.Act).HasMaxLength(AuditEntry.ActLimit);
        entry.HasOne(e => e.Actor).WithMany().HasForeignKey(e => e.ActorId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne(e => e.Subject).WithMany().HasForeignKey(e => e.SubjectId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StoredSetting> setting)
    {
        setting.ToTable("kept_settings");
        setting.HasKey(s => s.Name);
        setting.Property(s => s.Name).HasMaxLength(StoredSetting.NameLimit);
    }
}
