using Microsoft.AspNetCore.Identity;

namespace Messenger.Domain;

/// <summary>The verbs by which people say who they are, what of it others see, and how they like the messenger.</summary>
public sealed class Profiles(MessengerDb db, UserManager<User> users, People people, IEventBus bus, TimeProvider time)
{
    /// <param name="showsEmail">Whether everybody may see it, and the phone; null leaves it as it is.</param>
    public async Task SaveAsync(
        int me, string? username, string? fullName, string? status, string? phone, bool? showsEmail = null, bool? showsPhone = null)
    {
        await WriteAsync(me, user =>
        {
            var name = user.UserName!;
            Refused.Together(() => name = Usernames.Checked(username, name), () => user.Rename(name, fullName, time.Now()), () => user.Describe(status, phone, time.Now()));
            user.Show(showsEmail ?? user.ShowsEmail, showsPhone ?? user.ShowsPhone, time.Now());
        });

        bus.Publish(new ListChanged(new Delivery.Users([me])));
    }

    /// <summary>Gives me a picture, or takes it away; answers which one I had.</summary>
    public async Task<string?> SetAvatarAsync(int me, string? avatar)
    {
        string? before = null;
        await WriteAsync(me, user =>
        {
            before = user.Avatar;
            user.Portray(avatar, time.Now());
        });

        bus.Publish(new ListChanged(new Delivery.Users([.. (await people.AcquaintancesAsync(me)).Append(me).Distinct()])));
        return before;
    }

    /// <summary>What programs may change; each field is worked out from what it is.</summary>
    public async Task<OwnView> ChangeAsync(int me, Func<Profile, Profile> change)
    {
        var user = await WriteAsync(me, user =>
        {
            var wanted = change(Of(user));
            Refused.Together(
                () => user.Rename(user.UserName!, wanted.FullName, time.Now()),
                () => user.Describe(wanted.Status, wanted.Phone, time.Now()),
                () => user.Portray(wanted.Avatar is null || wanted.Avatar == user.Avatar ? wanted.Avatar
                    : throw Refused.Invalid("avatar_odd", "Upload a picture first: its path is what belongs here.", "avatar"), time.Now()));
        });

        bus.Publish(new ListChanged(new Delivery.Users([me])));
        return new OwnView(PersonView.From(user), user.Email!, user.PhoneNumber);
    }

    /// <summary>Whether others see that I am here, and what I have read; who hides either sees none of it. Null leaves one as it is. Answers how both are then.</summary>
    public async Task<(bool HidesPresence, bool HidesReads)> SavePrivacyAsync(int me, bool? hidesPresence, bool? hidesReads)
    {
        var user = await WriteAsync(me, user => user.Hide(hidesPresence ?? user.HidesPresence, hidesReads ?? user.HidesReads, time.Now()));
        bus.Publish(new PrivacyChanged(new Delivery.Users([me]), me, user.HidesPresence));
        return (user.HidesPresence, user.HidesReads);
    }

    public Task SavePreferencesAsync(int me, Preferences preferences) => WriteAsync(me, user => user.Choose(preferences, time.Now()));

    static Profile Of(User user) => new(user.FullName, user.Status, user.PhoneNumber, user.Avatar);

    // One at a time: two at once, such as a double click, would find each other's concurrency stamp, or take the same name.
    Task<User> WriteAsync(int me, Action<User> change) => db.WriteAsync(async () =>
    {
        await db.LockInstallationAsync();
        var user = await db.RequireUserAsync(me);
        var name = user.UserName;
        change(user);
        if (user.UserName != name)
        {
            await Usernames.RequireDistinctAsync(db, user);
        }

        (await users.UpdateAsync(user)).RequireSuccess();
        await db.PeopleChangedAsync();
        return user;
    });
}
