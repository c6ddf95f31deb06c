using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The one who acts as an admin: somebody who is one, or whoever has the server's command line, who needs no account.
/// </summary>
/// <param name="UserId">Null at the command line.</param>
public sealed record Actor(int? UserId)
{
    public static readonly Actor CommandLine = new((int?)null);

    public static Actor Of(Me me) => new(me.Id);
}

static class ActorExtensions
{
    /// <summary>For anybody else there is nothing here.</summary>
    public static async Task RequireAdminAsync(this MessengerDb db, Actor me)
    {
        if (me.UserId is { } id && !await db.Users.AnyAsync(user => user.Id == id && user.IsAdmin && user.IsActive))
        {
            throw Refused.NotFound();
        }
    }

    /// <summary>Nobody could let anybody in again but the command line. Who is about to leave the messenger is none that could help.</summary>
    public static async Task RequireAnotherAdminAsync(this MessengerDb db, User user)
    {
        if (user is { IsAdmin: true, IsActive: true } && !await db.Users.AnyAsync(other => other.Id != user.Id && other.IsAdmin && other.IsActive && other.LeavesAt == null))
        {
            throw new Refused(Reason.Conflict, "last_admin", "This is the only admin here. Make somebody else an admin first.");
        }
    }

    /// <summary>Acts one after the other, each by who is an admin at that moment: of two who take the role from each other, the second is none any more.</summary>
    public static Task<T> ActAsync<T>(this MessengerDb db, Actor me, Func<Task<T>> act) => db.WriteAsync(async () =>
    {
        await db.LockInstallationAsync();
        await db.RequireAdminAsync(me);
        var result = await act();
        await db.SaveChangesAsync();
        return result;
    });
}
