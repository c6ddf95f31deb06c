using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>A second step that nobody has an app for: for what is done to people who have one.</summary>
static class SecondStep
{
    public static async Task<int> TurnOnAsync(MessengerDb db, int userId)
    {
        var factor = new SecondFactor { UserId = userId, ProtectedKey = [1], BegunAt = DateTimeOffset.UtcNow };
        factor.TurnOn([1], DateTimeOffset.UtcNow);
        await db.WriteAsync(() =>
        {
            db.Add(factor);
            return db.SaveChangesAsync();
        });
        return userId;
    }
}
