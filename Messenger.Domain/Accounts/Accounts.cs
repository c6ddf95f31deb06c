using System.Linq.Expressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>The verbs by which people join, and prove who they are.</summary>
public sealed class Accounts(
    MessengerDb db, UserManager<User> users, MailLinks links, Sessions sessions, Admissions admissions, Members members, SafetyMails mails, JobSignal jobs, TimeProvider time)
{
    // A hash nobody's password has: an unknown address costs as much time as a wrong password.
    static readonly User nobody = new();
    static readonly string nobodysHash = new PasswordHasher<User>().HashPassword(nobody, Guid.NewGuid().ToString());

    /// <summary>What registering would be now; the next one may be quicker.</summary>
    public Task<Registration> RegistrationAsync() => admissions.RegistrationAsync();

    /// <summary>
    /// The first account becomes the admin. A mail asks whether the address is right; everything works before that is answered, but where
    /// accounts are for some domains only.
    /// </summary>
    /// <param name="invitation">The secret of one, which this uses.</param>
    public async Task<User> RegisterAsync(string? username, string? email, string? password, string? fullName, Preferences preferences, string? invitation = null)
    {
        // Whoever is refused costs no hash.
        var admission = await admissions.RequireAsync(invitation);
        string name = "", address = "", secret = "";
        Refused.Together(
            () => name = Usernames.Checked(username),
            () => address = admission.CheckedEmail(email),
            () => TextRules.Name(fullName, "full_name", User.NameLimit),
            () => secret = Passwords.Checked(new User { UserName = name, Email = address }, password, "password"));
        var user = User.New(name, address, fullName, preferences, time.Now());
        // Hashed before the turn to write: it takes as long as hundreds of sends.
        user.PasswordHash = users.PasswordHasher.HashPassword(user, secret);

        var joined = await db.WriteAsync(async () =>
        {
            await db.LockInstallationAsync();
            admission = await admissions.RequireAsync(invitation);
            admission.Admit(user);
            await Usernames.RequireDistinctAsync(db, user);
            (await users.CreateAsync(user)).RequireSuccess();
            await AddMailAsync(MailLinks.Verify, user.Email!);
            return await admissions.UseWithinAsync(user, admission);
        });
        jobs.Wake();
        await members.TellJoinedAsync(joined);
        return user;
    }

    /// <summary>The same answer and the same time for an unknown address and a wrong password.</summary>
    public async Task<User> LogInAsync(string? email, string? password)
    {
        var user = await FindByEmailOrNameAsync(TextRules.Holdable(TextRules.Handle(email)));
        var hash = user?.PasswordHash ?? nobodysHash;
        var outcome = users.PasswordHasher.VerifyHashedPassword(user ?? nobody, hash, password ?? "");
        if (await FindOtherHashAsync(hash) is { } other)
        {
            _ = users.PasswordHasher.VerifyHashedPassword(nobody, other, password ?? "");
        }

        if (user is null || outcome is PasswordVerificationResult.Failed)
        {
            throw WrongPassword();
        }

        if (!user.IsActive)
        {
            throw new Refused(Reason.Forbidden, "deactivated", "This account is deactivated.", "password");
        }

        if (outcome is PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RehashAsync(user, password!);
        }

        return user;
    }

    /// <summary>Which of these people is called so, by e-mail or username; null when none is.</summary>
    public async Task<int?> FindAmongAsync(IReadOnlyCollection<int> people, string? typed)
    {
        var name = TextRules.Account(typed);
        return await db.Users.Where(user => people.Contains(user.Id) && (user.NormalizedEmail == name || user.NormalizedUserName == name))
            .Select(user => (int?)user.Id).FirstOrDefaultAsync();
    }

    /// <summary>Whose password was found right some minutes ago; null when it, or anything that ended sessions, has changed since.</summary>
    public Task<User?> FindProvenAsync(int userId, string? stamp) => db.Users.SingleOrDefaultAsync(user => user.Id == userId && user.IsActive && user.SecurityStamp == stamp);

    /// <summary>For what is not done on the word of a session alone.</summary>
    public Task RequirePasswordAsync(int me, string? current) => ProveAsync(me, current);

    /// <summary>Every other session ends: whoever knew the old password is out.</summary>
    public async Task ChangePasswordAsync(Me me, string? current, string? next) =>
        await SetPasswordAsync(await ProveAsync(me.Id, current), next, session => session.Id != me.SessionId, WrongCurrent());

    /// <summary>Mails a link to a page that sets a new password. It does not say whether there is such an account: that is looked up later.</summary>
    public Task ForgotAsync(string? email) => MailAsync(MailLinks.Reset, Emails.Checked(email));

    /// <summary>By such a link, once. Every session and token ends: whoever had the account without owning it is out. The address is proven by it, too.</summary>
    /// <returns>As <see cref="VerifyAsync"/>.</returns>
    public async Task<Refused?> ResetAsync(string? token, string? next)
    {
        var user = await links.FindAsync(MailLinks.Reset, token) ?? throw DeadLink();
        return await SetPasswordAsync(user, next, _ => true, DeadLink(), isVerified: true);
    }

    /// <summary>Mails the link of the registration once more.</summary>
    public Task AskToVerifyAsync(Me me) => MailAsync(MailLinks.Verify, me.Email);

    /// <summary>By such a link. The second time changes nothing, and is no mistake.</summary>
    /// <returns>Why the group that somebody was invited into does not take them in any more; null where it does, or there was none.</returns>
    public async Task<Refused?> VerifyAsync(string? token)
    {
        var found = await links.FindAsync(MailLinks.Verify, token) ?? throw DeadLink();
        var entry = await db.WriteAsync(async () =>
        {
            await db.LockInstallationAsync();
            var user = await db.RequireUserAsync(found.Id);
            var entry = await admissions.VerifyWithinAsync(user);
            (await users.UpdateAsync(user)).RequireSuccess();
            await db.PeopleChangedAsync();
            return entry;
        });
        await members.TellJoinedAsync(entry.Joined);
        return entry.Why;
    }

    async Task<User> ProveAsync(int me, string? current)
    {
        var user = await db.RequireUserAsync(me);
        return users.PasswordHasher.VerifyHashedPassword(user, user.PasswordHash!, current ?? "") is PasswordVerificationResult.Failed ? throw WrongCurrent() : user;
    }

    // Hashed before the turn to write. What was proven by then still holds if the stamp is the same, and the new stamp ends it.
    async Task<Refused?> SetPasswordAsync(User proven, string? next, Expression<Func<Session, bool>> ending, Refused tooLate, bool isVerified = false)
    {
        var hash = users.PasswordHasher.HashPassword(proven, Passwords.Checked(proven, next, "next"));
        var (entry, ended) = await db.WriteAsync(async () =>
        {
            await db.LockInstallationAsync();
            var user = await db.RequireUserAsync(proven.Id);
            if (user.SecurityStamp != proven.SecurityStamp)
            {
                throw tooLate;
            }

            user.PasswordHash = hash;
            var entry = isVerified ? await admissions.VerifyWithinAsync(user) : GroupEntry.None;
            mails.Add(new SafetyNews(user.Id, SafetyChange.NewPassword));
            (await users.UpdateSecurityStampAsync(user)).RequireSuccess();
            await db.PeopleChangedAsync();
            return (entry, await sessions.EndWithinAsync(user.Id, ending));
        });
        mails.Wake();
        sessions.TellEnded(proven.Id, ended);
        await members.TellJoinedAsync(entry.Joined);
        return entry.Why;
    }

    // As long as somebody has a hash of the original, whoever logs in costs one of each kind: the time does not tell who that is.
    async Task<string?> FindOtherHashAsync(string hash)
    {
        var foreign = await db.Users.Where(user => user.PasswordHash!.StartsWith(OpaquePasswordHasher.Bcrypt)).Select(user => user.PasswordHash).FirstOrDefaultAsync();
        return foreign is not null && hash.StartsWith(OpaquePasswordHasher.Bcrypt, StringComparison.Ordinal) ? nobodysHash : foreign;
    }

    // The same password, so nothing that was proven by it ends.
    Task<int> RehashAsync(User proven, string password)
    {
        var (before, hash) = (proven.PasswordHash, users.PasswordHasher.HashPassword(proven, password));
        return db.WriteAsync(() => db.Users.Where(user => user.Id == proven.Id && user.PasswordHash == before)
            .ExecuteUpdateAsync(row => row.SetProperty(user => user.PasswordHash, hash)));
    }

    async Task MailAsync(string kind, string email)
    {
        await db.WriteAsync(() => AddMailAsync(kind, email));
        jobs.Wake();
    }

    Task<int> AddMailAsync(string kind, string email)
    {
        db.Add(Job.New(kind, email, time.Now()));
        return db.SaveChangesAsync();
    }

    async Task<User?> FindByEmailOrNameAsync(string typed) => typed.Contains('@')
        ? await users.FindByEmailAsync(typed)
        : await users.FindByNameAsync(typed);

    internal static Refused WrongPassword() => new(Reason.Unknown, "wrong_password", "This e-mail and password do not belong together.", "password");

    static Refused WrongCurrent() => Refused.Invalid("wrong_current_password", "This is not your current password.", "current");

    static Refused DeadLink() => new(Reason.Invalid, "link_dead", "This link is too old or has been used. Ask for a new one.");
}
