using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The table of the invitations.</summary>
sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("invitations");
        invitation.HasIndex(i => i.Hash).IsUnique();
        invitation.HasIndex(i => i.ChatId);
        invitation.Property(i => i.Note).HasMaxLength(Invitation.NoteLimit);
        invitation.Property(i => i.Role).HasWordConversion();
        invitation.HasOne(i => i.Chat).WithMany().HasForeignKey(i => i.ChatId);
        invitation.HasOne<User>().WithMany().HasForeignKey(i => i.CreatedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
