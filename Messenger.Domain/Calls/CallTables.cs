using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The tables of the calls, and of who is in them.</summary>
sealed class CallTables : IEntityTypeConfiguration<Call>, IEntityTypeConfiguration<CallParticipant>
{
    public void Configure(EntityTypeBuilder<Call> call)
    {
        call.ToTable("calls");
        call.HasIndex(c => new { c.ChatId, c.Id });
        call.HasIndex(c => c.ChatId).HasFilter("status IN ('ringing', 'active')");
        call.Property(c => c.CallType).HasWordConversion();
        call.Property(c => c.Status).HasWordConversion();
        call.HasOne(c => c.Chat).WithMany().HasForeignKey(c => c.ChatId);
        call.HasOne<User>().WithMany().HasForeignKey(c => c.InitiatorId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CallParticipant> participant)
    {
        participant.ToTable("call_participants");
        participant.HasKey(p => new { p.CallId, p.UserId });
        participant.HasIndex(p => p.RenewedAt).HasFilter("joined_at IS NOT NULL AND left_at IS NULL");
        participant.Property(p => p.Party).HasMaxLength(CallParticipant.PartyLimit);
        participant.HasOne<Call>().WithMany(c => c.Participants).HasForeignKey(p => p.CallId);
        participant.HasOne(p => p.User).WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}
