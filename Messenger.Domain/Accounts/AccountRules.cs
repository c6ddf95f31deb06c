using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>What everything that writes accounts has to keep.</summary>
static class AccountRules
{
    public static async Task<User> RequireUserAsync(this MessengerDb db, int id) => await db.Users.SingleOrDefaultAsync(user => user.Id == id) ?? throw Refused.NotFound();

    /// <summary>Under the lock of the installation, so of two at once one is refused. A name that is there is only left, never taken away.</summary>
    public static async Task RequireUnlikeAsync(this MessengerDb db, User user)
    {
        var (name, skeletons) = (TextRules.Account(user.UserName), Lookalikes.SkeletonsOf(user.UserName!));
        if (await db.Users.AnyAsync(other => other.Id != user.Id && other.NormalizedUserName != name && skeletons.Any(skeleton => other.Skeletons.Contains(skeleton))))
        {
            throw Refused.Invalid("username_alike", "This looks just like somebody else’s username. Choose another one.", "username");
        }
    }

    /// <summary>What is kept of how people look is old now.</summary>
    public static Task<int> PeopleChangedAsync(this MessengerDb db) =>
        db.Installations.ExecuteUpdateAsync(row => row.SetProperty(i => i.PeopleVersion, i => i.PeopleVersion + 1));

    /// <summary>What Identity refuses, in our words.</summary>
    public static void RequireSuccess(this IdentityResult result)
    {
        switch (result.Errors.FirstOrDefault()?.Code)
        {
            case null:
                return;
            case nameof(IdentityErrorDescriber.DuplicateUserName):
                throw Refused.Invalid("username_taken", "This username is taken.", "username");
            case nameof(IdentityErrorDescriber.DuplicateEmail):
                throw Refused.Invalid("email_taken", "There is an account with this e-mail already.", "email");
            default:
                throw new InvalidOperationException(string.Join("; ", result.Errors.Select(error => error.Description)));
        }
    }
}
