using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>Where an account takes an invitation. Ann came first, and so is the admin.</summary>
public abstract class InvitedWorld : World
{
    protected override IEnumerable<(string, string)> Settings => [("Messenger:Registration", "invite")];

    protected async Task<Me> Me(int who)
    {
        var session = await Do((Sessions s) => s.StartAsync(who, "Browser", "::1"));
        return (await Do((Sessions s) => s.FindAsync(session.Id, "::1")))!;
    }

    /// <summary>Of the server, by Ann.</summary>
    protected async Task<NewInvitation> Invite(InvitationWish? wish = null)
    {
        var ann = await Me(Ann);
        return await Do((Invitations i) => i.CreateAsync(ann, wish ?? new InvitationWish()));
    }

    protected Task<NewInvitation> InviteInto(int group, int me = Ann, InvitationWish? wish = null) =>
        Do((Invitations i) => i.CreateForGroupAsync(me, group, wish ?? new InvitationWish()));

    protected Task<User> Register(string username, string? invitation, string? email = null) =>
        Do((Accounts a) => a.RegisterAsync(username, email ?? $"{username}@example.org", Password, null, new Preferences(), invitation));

    protected Task<int> Join(int who, string? invitation) => Do((Invitations i) => i.JoinAsync(who, invitation));

    protected async Task<InvitationView> Listed(int id)
    {
        var ann = await Me(Ann);
        return (await Do((Invitations i) => i.ListAsync(ann))).Single(one => one.Id == id);
    }
}
