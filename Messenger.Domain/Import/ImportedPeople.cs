using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The accounts of the original.</summary>
/// <param name="portray">Draws a picture anew and answers its address here; null where there is none.</param>
sealed class ImportedPeople(MessengerDb db, OriginalDatabase original, ImportReport report, Func<string, Task<string?>> portray)
{
    const string Table = "users";

    /// <summary>Answers the ids of all of them.</summary>
    public async Task<HashSet<int>> AddAsync()
    {
        var here = await db.Users.AsNoTracking().Select(user => new { user.Id, user.CreatedAt, user.Skeletons, user.NormalizedEmail }).ToListAsync();
        var known = here.ToDictionary(user => user.Id, user => user.CreatedAt);
        var names = new ImportedNames(here.SelectMany(user => SplitSkeletons(user.Skeletons)), here.Select(user => user.NormalizedEmail!));
        HashSet<int> ids = [];
        await foreach (var user in original.UsersAsync())
        {
            ids.Add(user.Id);
            if (ImportedIds.IsKnown(known, Table, user.Id, user.CreatedAt))
            {
                report.Know(Table);
                continue;
            }

            db.Add(await MakeAsync(user, names));
            report.Add(Table);
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        return ids;
    }

    async Task<User> MakeAsync(OriginalUser user, ImportedNames names)
    {
        var (username, email) = (names.FreeUsername(user.Username, user.Id), names.FreeEmail(user.Email, user.Id));
        Tell(username != user.Username, $"User {user.Id}, “{user.Username}”, is called “{username}” here: the other name is taken, looks like another, or is not allowed.");
        Tell(email != user.Email, $"User {user.Id} has the address “{email}” here, in place of “{user.Email}”: it is taken, or is none.");
        var canLogIn = user.HashedPassword?.StartsWith(OpaquePasswordHasher.Bcrypt, StringComparison.Ordinal) is true;
        Tell(!canLogIn, $"User {user.Id}, “{username}”, has no password that is understood here: a new one is set by “Forgot your password?”.");
        var avatar = user.Avatar is { Length: > 0 } picture ? await portray(picture) : null;
        Tell(user.Avatar is { Length: > 0 } && avatar is null, $"User {user.Id}, “{username}”, has no picture here: “{user.Avatar}” was not found, or is none.");
        return User.Imported(user, username, email, canLogIn ? user.HashedPassword : null, avatar);
    }

    void Tell(bool isOtherwise, string sentence)
    {
        if (isOtherwise)
        {
            report.Lines.Add(sentence);
        }
    }

    // As User.Fold joins them.
    static IEnumerable<string> SplitSkeletons(string all) => all.Split("  ", StringSplitOptions.RemoveEmptyEntries).Select(one => $" {one.Trim()} ");
}
