using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The tables of the people, and of what Identity keeps of them.</summary>
sealed class UserTables : IEntityTypeConfiguration<User>, IEntityTypeConfiguration<IdentityUserClaim<int>>,
    IEntityTypeConfiguration<IdentityUserLogin<int>>, IEntityTypeConfiguration<IdentityUserToken<int>>
{
    // Programs that read the tables know these columns by these names; Identity calls them otherwise.
    public void Configure(EntityTypeBuilder<User> user)
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
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> claim) => claim.ToTable("user_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> login) => login.ToTable("user_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> token) => token.ToTable("user_tokens");
}
