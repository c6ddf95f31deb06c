using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messenger.Domain;

/// <summary>The table of where browsers are reached by pushes.</summary>
sealed class PushSubscriptionTable : IEntityTypeConfiguration<PushSubscription>
{
    public void Configure(EntityTypeBuilder<PushSubscription> push)
    {
        push.ToTable("push_subscriptions");
        push.HasKey(p => p.SessionId);
        push.HasIndex(p => p.Endpoint).IsUnique();
        push.HasIndex(p => p.UserId);
        push.Property(p => p.Endpoint).HasMaxLength(PushSubscription.EndpointLimit);
        push.HasOne(p => p.Session).WithMany().HasForeignKey(p => p.SessionId);
        push.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
    }
}
