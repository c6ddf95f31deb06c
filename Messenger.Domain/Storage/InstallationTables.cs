using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The tables of what there is once for all nodes: keys, leases, and the installation itself.</summary>
sealed class InstallationTables : IEntityTypeConfiguration<StoredKey>, IEntityTypeConfiguration<Lease>, IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<StoredKey> key)
    {
        key.ToTable("keys");
        key.HasKey(k => new { k.Purpose, k.Name });
        key.Property(k => k.Purpose).HasMaxLength(StoredKey.PurposeLimit);
        key.Property(k => k.Name).HasMaxLength(StoredKey.NameLimit);
    }

    public void Configure(EntityTypeBuilder<Lease> lease)
    {
        lease.ToTable("leases");
        lease.HasKey(l => l.Name);
        lease.Property(l => l.Name).HasMaxLength(Lease.NameLimit);
    }

    public void Configure(EntityTypeBuilder<Installation> installation)
    {
        installation.ToTable("installation");
        installation.Property(i => i.Id).ValueGeneratedNever();
    }
}
