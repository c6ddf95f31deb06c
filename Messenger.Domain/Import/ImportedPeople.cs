using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>
/// The accounts of the original. Who has not come yet, which is to say has the password of there, is here as they are there; who has is here as they made it.
/// </summary>
/// <param name="portray">Draws a picture anew and answers its address here; null where there is none.</param>
sealed class ImportedPeople(MessengerDb db, OriginalDatabase original, ImportReport report, Func<string, Task<string?>> portray)
{
    const string Table = "users";

    readonly HashSet<int> all = [], awaited = [];

    /// <summary>The ids of all of them.</summary>
    public IReadOnlySet<int> All => all;

    /// <summary>Those of them who have not come yet, so nothing here is of their doing.</summary>
    public IReadOnlySet<int> Awaited => awaited;

    public async Task AddAsync()
    {
        var here = await db.Users.ToDictionaryAsync(user => user.Id);
        var known = here.ToDictionary(user => user.Key, user => user.Value.CreatedAt);
        var names = new ImportedNames(here.Values.SelectMany(user => SplitSkeletons(user.Skeletons)), here.Values.Select(user => user.NormalizedEmail!));
        // Whom an admin of here let in or not stays so.
        var decided = await db.AuditEntries.Where(entry => entry.Act == AuditActs.Activated || entry.Act == AuditActs.Deactivated).Select(entry => entry.SubjectId).ToHashSetAsync();
        await foreach (var user in original.UsersAsync())
        {
            all.Add(user.Id);
            if (!ImportedIds.IsKnown(known, Table, user.Id, user.CreatedAt))
            {
                awaited.Add(user.Id);
                db.Add(await MakeAsync(user, names));
                report.Add(Table);
            }
            else if (await CatchUpAsync(here[user.Id], user, isDecided: decided.Contains(user.Id)))
            {
                report.Change(Table);
            }
            else
            {
                report.Know(Table);
            }
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    async Task<User> MakeAsync(OriginalUser user, ImportedNames names)
    {
        var (username, email) = (names.FreeUsername(user.Username, user.Id), names.FreeEmail(user.Email, user.Id));
        report.Tell(username != user.Username, $"User {user.Id}, “{user.Username}”, is called “{username}” here: the other name is taken, looks like another, or is not allowed.");
        report.Tell(email != user.Email, $"User {user.Id} has the address “{email}” here, in place of “{user.Email}”: it is taken, or is none.");
        var hash = HashOf(user);
        report.Tell(hash is null, $"User {user.Id}, “{username}”, has no password that is understood here: a new one is set by “Forgot your password?”.");
        return User.Imported(user, username, email, hash, await ImportAvatarAsync(user, username));
    }

    /// <returns>Whether anything of it changed here.</returns>
    async Task<bool> CatchUpAsync(User here, OriginalUser there, bool isDecided)
    {
        if (here.DeletedAt is not null || here.LeavesAt is not null)
        {
            return false;
        }

        var name = here.UserName!;
        report.Tell(!ImportedNames.IsMadeOf(name, there.Username, there.Id), $"User {there.Id} is called “{there.Username}” there and “{name}” here, which stays.");
        report.Tell(!ImportedNames.IsMadeOf(here.Email!, there.Email, there.Id), $"User {there.Id}, “{name}”, has the address “{there.Email}” there and “{here.Email}” here, which stays.");
        // An admin who is shut out from afar may be the only one.
        var staysOpen = here.IsActive && !there.IsActive && !isDecided && (here.IsAdmin || !here.IsAwaited);
        report.Tell(staysOpen, $"User {there.Id}, “{name}”, may log in no more there, and still may here: admin deactivate closes the account.");
        if (!here.IsAwaited)
        {
            return false;
        }

        awaited.Add(there.Id);
        var avatar = there.UpdatedAt > here.UpdatedAt || here.Avatar is null ? await ImportAvatarAsync(there, name) : here.Avatar;
        return here.CatchUp(there, HashOf(there), isDecided || staysOpen ? here.IsActive : there.IsActive, avatar);
    }

    async Task<string?> ImportAvatarAsync(OriginalUser user, string username)
    {
        var avatar = user.Avatar is { Length: > 0 } picture ? await portray(picture) : null;
        report.Tell(user.Avatar is { Length: > 0 } && avatar is null, $"User {user.Id}, “{username}”, has no picture here: “{user.Avatar}” was not found, or is none.");
        return avatar;
    }

    static string? HashOf(OriginalUser user) => user.HashedPassword?.StartsWith(OpaquePasswordHasher.Bcrypt, StringComparison.Ordinal) is true ? user.HashedPassword : null;

    // As User.Fold joins them.
    static IEnumerable<string> SplitSkeletons(string all) => all.Split("  ", StringSplitOptions.RemoveEmptyEntries).Select(one => $" {one.Trim()} ");
}
