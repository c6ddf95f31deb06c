using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The rules that everything that writes accounts has to keep.</summary>
static class AccountRules
{
    /// <summary>Refuses who was deleted: a request may have been under way for minutes.</summary>
    public static async Task<User> RequireUserAsync(this MessengerDb db, int id) =>
        await db.Users.SingleOrDefaultAsync(user => user.Id == id && user.DeletedAt == null) ?? throw Refused.NotFound();

    /// <summary>The same where nobody needs the row.</summary>
    public static async Task RequireHereAsync(this MessengerDb db, int id)
    {
        if (!await db.Users.AnyAsync(user => user.Id == id && user.DeletedAt == null))
        {
            throw Refused.NotFound();
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
