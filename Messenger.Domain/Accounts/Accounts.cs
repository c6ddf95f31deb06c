using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Domain;

/// <summary>Joining, proving who one is, and saying who one is.</summary>
public sealed class Accounts(MessengerDb db, UserManager<User> users, Sessions sessions, People people, IEventBus bus, TimeProvider time)
{
    // A hash nobody's password has: an unknown address costs as much time as a wrong password.
    static readonly User nobody = new();
    static readonly string nobodysHash = new PasswordHasher<User>().HashPassword(nobody, Guid.NewGuid().ToString());

    /// <summary>False on the first day.</summary>
    public Task<bool> AnybodyAsync() => db.Users.AnyAsync();

    /// <summary>The first account becomes the admin.</summary>
    public async Task<User> RegisterAsync(string? username, string? email, string? password, string? fullName, Look look)
    {
        var user = User.New(Usernames.Checked(username), CheckedEmail(email), fullName, look, time.Now());
        // Hashed before the turn to write: it takes as long as hundreds of sends.
        user.PasswordHash = users.PasswordHasher.HashPassword(user, Passwords.Checked(user, password, "password"));

        return await db.WriteAsync(async () =>
        {
            await db.LockInstallationAsync();
            if (!await db.Users.AnyAsync())
            {
                user.BecomeAdmin();
            }

            Refuse(await users.CreateAsync(user));
            return user;
        });
    }

    /// <summary>The same answer and the same time for an unknown address and a wrong password.</summary>
    public async Task<User> LogInAsync(string? email, string? password)
    {
        var user = await FindByEmailOrNameAsync(Words.Holdable(email ?? "").Trim());
        var hash = user?.PasswordHash ?? nobodysHash;
        var outcome = users.PasswordHasher.VerifyHashedPassword(user ?? nobody, hash, password ?? "");
        if (user is null || outcome is PasswordVerificationResult.Failed)
        {
            throw new Refused(Reason.Unknown, "wrong_password", "This e-mail and password do not belong together.", "password");
        }

        return user.IsActive ? user : throw new Refused(Reason.Forbidden, "deactivated", "This account is closed.", "password");
    }

    /// <summary>Every other session ends: whoever knew the old password is out.</summary>
    public async Task ChangePasswordAsync(Me me, string? current, string? next)
    {
        var user = await OneAsync(me.Id);
        if (!await users.CheckPasswordAsync(user, current ?? ""))
        {
            throw Refused.Invalid("wrong_current_password", "This is not your current password.", "current");
        }

        var hash = users.PasswordHasher.HashPassword(user, Passwords.Checked(user, next, "next"));
        await ChangeAsync(me.Id, user => user.PasswordHash = hash);
        await sessions.EndOthersAsync(me);
    }

    public async Task SaveProfileAsync(int me, string? username, string? fullName, string? status, string? phone)
    {
        await ChangeAsync(me, user =>
        {
            user.Rename(Usernames.Checked(username), fullName, time.Now());
            user.Describe(status, phone, time.Now());
        });

        bus.Publish(new ListChanged(new Delivery.Users([me])));
    }

    /// <summary>Gives me a picture, or takes it away; answers which one I had.</summary>
    public async Task<string?> PortrayAsync(int me, string? avatar)
    {
        string? before = null;
        await ChangeAsync(me, user =>
        {
            before = user.Avatar;
            user.Portray(avatar, time.Now());
        });

        bus.Publish(new ListChanged(new Delivery.Users([.. (await people.AcquaintancesAsync(me)).Append(me).Distinct()])));
        return before;
    }

    /// <summary>What programs may change; each field is worked out from what it is.</summary>
    public async Task<User> ChangeProfileAsync(int me, Func<User, Profile> change)
    {
        var user = await ChangeAsync(me, user =>
        {
            var wanted = change(user);
            user.Rename(user.UserName!, wanted.FullName, time.Now());
            user.Describe(wanted.Status, wanted.Phone, time.Now());
            if (wanted.Avatar != user.Avatar)
            {
                user.Portray(wanted.Avatar is null ? null : throw Refused.Invalid("avatar_odd", "Upload a picture first: its path is what belongs here.", "avatar"), time.Now());
            }
        });

        bus.Publish(new ListChanged(new Delivery.Users([me])));
        return user;
    }

    public Task ChooseAsync(int me, Look look) => ChangeAsync(me, user => user.Choose(look, time.Now()));

    // One at a time: two at once, such as a double click, would find each other's concurrency stamp, or take the same name.
    Task<User> ChangeAsync(int me, Action<User> change) => db.WriteAsync(async () =>
    {
        await db.LockInstallationAsync();
        var user = await OneAsync(me);
        change(user);
        Refuse(await users.UpdateAsync(user));
        return user;
    });

    async Task<User> OneAsync(int me) => await db.Users.SingleOrDefaultAsync(user => user.Id == me) ?? throw Refused.NotFound();

    async Task<User?> FindByEmailOrNameAsync(string typed) => typed.Contains('@')
        ? await users.FindByEmailAsync(typed)
        : await users.FindByNameAsync(typed);

    static string CheckedEmail(string? typed)
    {
        var email = Words.Name(typed, "email", 254);
        // RFC 5321, 4.5.3.1: the rest is for the mail server to say.
        return email?.Split('@') is [{ Length: > 0 and < 65 }, { Length: > 0 }] && !email.Contains(' ')
            ? email
            : throw Refused.Invalid("email_odd", "This is not an e-mail address.", "email");
    }

    static void Refuse(IdentityResult result)
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
