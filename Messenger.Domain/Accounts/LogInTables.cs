using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The tables of what people log in with, and of where they are logged in.</summary>
sealed class LogInTables : IEntityTypeConfiguration<Session>, IEntityTypeConfiguration<RefreshToken>, IEntityTypeConfiguration<SecondFactor>,
    IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<Passkey>, IEntityTypeConfiguration<UsedTries>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.Property(s => s.Device).HasMaxLength(300);
        session.Property(s => s.Address).HasMaxLength(64);
        session.Property(s => s.Kind).HasWordConversion().HasDefaultValue(SessionKind.Browser);
        session.HasIndex(s => s.TokenHash).IsUnique();
        session.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId);
    }

    public void Configure(EntityTypeBuilder<RefreshToken> token)
    {
        token.ToTable("refresh_tokens");
        token.HasKey(t => t.Hash);
        token.HasIndex(t => t.ExpiresAt);
        token.HasOne(t => t.Session).WithMany().HasForeignKey(t => t.SessionId);
    }

    public void Configure(EntityTypeBuilder<SecondFactor> factor)
    {
        factor.ToTable("second_factors");
        factor.HasKey(f => f.UserId);
        factor.HasOne<User>().WithOne().HasForeignKey<SecondFactor>(f => f.UserId);
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> code)
    {
        code.ToTable("recovery_codes");
        code.HasKey(c => new { c.UserId, c.Hash });
        code.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
    }

    public void Configure(EntityTypeBuilder<Passkey> passkey)
    {
        // Identity leaves its passkeys out of the model unless whoever makes a context says otherwise (SchemaVersion): here they are always in it.
        passkey.ToTable("passkeys");
        passkey.HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasMaxLength(Passkey.IdLimit);
        passkey.OwnsOne(p => p.Data).ToJson();
        passkey.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
    }

    public void Configure(EntityTypeBuilder<UsedTries> used)
    {
        used.ToTable("used_tries");
        used.HasKey(u => u.Key);
        used.Property(u => u.Key).HasMaxLength(64);
    }
}
