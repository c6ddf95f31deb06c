using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The table of blocks: who has blocked whom.</summary>
sealed class BlockTable : IEntityTypeConfiguration<Block>
{
    public void Configure(EntityTypeBuilder<Block> block)
    {
        block.ToTable("blocks");
        block.HasKey(b => new { b.UserId, b.BlockedId });
        block.HasIndex(b => b.BlockedId);
        block.HasOne<User>().WithMany().HasForeignKey(b => b.UserId);
        block.HasOne<User>().WithMany().HasForeignKey(b => b.BlockedId);
    }
}
