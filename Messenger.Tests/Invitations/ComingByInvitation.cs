using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class ComingByInvitation : InvitedWorld
{
    [Fact]
    public async Task Makes_an_account_and_nothing_else_does()
    {
        var invitation = await Invite();
        Assert.Equal(Registration.Invited, await Do((Accounts a) => a.RegistrationAsync()));
        await Refuses(Reason.Forbidden, "invitation_needed", Register("kim", null));

        var kim = await Register("kim", invitation.Secret);

        Assert.False(kim.IsAdmin);
        Assert.Equal((1, 1, InvitationState.UsedUp), (await Listed(invitation.Invitation.Id)) is var one ? (one.Used, one.Uses, one.State) : default);
        await Refuses(Reason.Invalid, "invitation_used_up", Register("lea", invitation.Secret));
    }

    [Fact]
    public async Task Of_an_admin_for_an_admin_makes_one()
    {
        var invitation = await Invite(new InvitationWish(MakesAdmin: true));

        Assert.True((await Register("kim", invitation.Secret)).IsAdmin);
    }

    [Fact]
    public async Task Of_somebody_who_may_ask_nobody_in_any_more_lets_nobody_in()
    {
        var (ann, bob) = (Actor.Of(await Me(Ann)), Bob);
        await Do((ManagedPeople p) => p.MakeAdminAsync(ann, bob));
        var by = await Me(bob);
        var invitation = await Do((Invitations i) => i.CreateAsync(by, new InvitationWish(MakesAdmin: true)));
        var group = await Group(Bob);
        await Do((Members m) => m.ChangeRoleAsync(Ann, group, bob, Role.Admin));
        var toGroup = await InviteInto(group, bob);

        await Do((ManagedPeople p) => p.UnmakeAdminAsync(ann, bob));
        await Do((Members m) => m.ChangeRoleAsync(Ann, group, bob, Role.Member));

        await Refuses(Reason.Invalid, Register("kim", invitation.Secret));
        await Refuses(Reason.Invalid, Register("kim", toGroup.Secret));
        Assert.Null(await Do((Invitations i) => i.FindAsync(toGroup.Secret)));
    }

    [Fact]
    public async Task Of_two_at_once_on_the_last_use_one_makes_an_account()
    {
        var invitation = await Invite(new InvitationWish(Uses: 3));

        var outcomes = await Outcomes(Enumerable.Range(0, 8).Select(i => Task.Run(() => Register($"person{i}", invitation.Secret), Cancelled)));

        Assert.Equal([null, null, null, .. Enumerable.Repeat("invitation_used_up", 5)], outcomes.Order());
        Assert.Equal(3, (await Listed(invitation.Invitation.Id)).Used);
        Assert.Equal(6, await Do((MessengerDb db) => db.Users.CountAsync()));
    }

    [Fact]
    public async Task Of_two_at_once_on_the_last_use_one_joins_the_group()
    {
        var people = await People(8);
        var invitation = await InviteInto(await Group(), wish: new InvitationWish(Uses: 3));

        var outcomes = await Outcomes(people.Select(who => Task.Run(() => Join(who, invitation.Secret), Cancelled)));

        Assert.Equal([null, null, null, .. Enumerable.Repeat("invitation_used_up", 5)], outcomes.Order());
        var group = invitation.Invitation.ChatId!.Value;
        Assert.Equal((4, 3), ((await Open(Ann, group)).MemberCount, (await Do((Invitations i) => i.ListForGroupAsync(Ann, group)))[0].Used));
    }

    [Fact]
    public async Task Both_ways_at_once_never_let_in_more_than_there_is_room_for()
    {
        var people = await People(4);
        var invitation = await InviteInto(await Group(), wish: new InvitationWish(Uses: 2));

        var outcomes = await Outcomes([
            .. people.Select(who => Task.Run(() => Join(who, invitation.Secret), Cancelled)),
            .. Enumerable.Range(0, 4).Select(i => Task.Run(() => Register($"new{i}", invitation.Secret), Cancelled))]);

        Assert.Equal(2, outcomes.Count(outcome => outcome is null));
        Assert.Equal(3, (await Open(Ann, invitation.Invitation.ChatId!.Value)).MemberCount);
    }

    [Fact]
    public async Task What_is_refused_uses_nothing_up()
    {
        var invitation = await Invite();

        await Refuses(Reason.Invalid, "username_taken", Register("bob", invitation.Secret, "other@example.org"));
        await Refuses(Reason.Invalid, "username_short", Register("x", invitation.Secret));
        await Do((Invitations i) => i.FindAsync(invitation.Secret));

        Assert.Equal(0, (await Listed(invitation.Invitation.Id)).Used);
    }

    [Fact]
    public async Task Lands_a_new_account_in_the_group_and_everybody_hears()
    {
        var group = await Group(Bob);
        var invitation = await InviteInto(group);
        Bus.Forget();

        var kim = await Register("kim", invitation.Secret);

        await HeardBy(Assert.IsType<ChatAppeared>(Bus.Said[0]), kim.Id);
        var line = Said<MessagePosted>().Message;
        Assert.Equal((SystemMessage.Joined, kim.Id), (line.Notice, line.Author.Id));
        await HeardBy(Said<MemberAdded>(), Ann, Bob, kim.Id);
        Assert.Equal(kim.Id, Said<MemberAdded>().Person.Id);
        Assert.Equal((0, 0), ((await Open(kim.Id, group)).Unread, (await Open(Ann, group)).Unread));
    }

    [Fact]
    public async Task Takes_who_has_an_account_into_the_group_once()
    {
        var group = await Group(Bob);
        var invitation = await InviteInto(group, wish: new InvitationWish(Uses: 2, Role: Role.Admin));

        Assert.Equal(group, await Join(Eve, invitation.Secret));
        Assert.Equal(group, await Join(Eve, invitation.Secret));

        Assert.Equal((Role.Admin, 3), (await Open(Eve, group)) is var chat ? (chat.Role, chat.MemberCount) : default);
        Assert.Equal(1, (await Do((Invitations i) => i.ListForGroupAsync(Ann, group)))[0].Used);
    }

    [Fact]
    public async Task Whom_somebody_removed_an_address_does_not_bring_back()
    {
        var group = await Group(Eve);
        var invitation = await InviteInto(group, wish: new InvitationWish(Uses: 5));
        await Do((Members m) => m.RemoveAsync(Ann, group, Eve));

        await Refuses(Reason.Forbidden, "removed_before", Join(Eve, invitation.Secret));

        await Do((Members m) => m.AddAsync(Ann, group, Eve));
        await Do((Members m) => m.LeaveAsync(Eve, group));
        Assert.Equal(group, await Join(Eve, invitation.Secret));
    }

    [Fact]
    public async Task Into_a_group_that_all_have_left_leads_nobody()
    {
        var group = await Group();
        var invitation = await InviteInto(group);
        await Do((Members m) => m.LeaveAsync(Ann, group));

        await Refuses(Reason.Invalid, "invitation_unknown", Join(Eve, invitation.Secret));
    }

    [Fact]
    public async Task Says_in_a_sentence_why_it_lets_nobody_in()
    {
        var (ann, old, revoked) = (await Me(Ann), await Invite(new InvitationWish(Days: 1)), await Invite(new InvitationWish(Days: 30)));
        await Do((Invitations i) => i.RevokeAsync(ann, revoked.Invitation.Id));
        Clock.Advance(TimeSpan.FromDays(1));

        await Refuses(Reason.Invalid, "invitation_expired", Register("kim", old.Secret));
        await Refuses(Reason.Invalid, "invitation_revoked", Register("kim", revoked.Secret));
        await Refuses(Reason.Invalid, "invitation_unknown", Register("kim", "AAAA"));
        await Refuses(Reason.Invalid, "invitation_unknown", Join(Eve, null));
        Assert.Equal(InvitationState.Expired, (await Do((Invitations i) => i.FindAsync(old.Secret)))!.State);
        Assert.Null(await Do((Invitations i) => i.FindAsync("AAAA")));
    }

    [Fact]
    public async Task For_strangers_alone_is_nothing_for_who_has_an_account()
    {
        var invitation = await Invite();

        await Refuses(Reason.Invalid, "invitation_for_strangers", Join(Eve, invitation.Secret));

        Assert.Equal(0, (await Listed(invitation.Invitation.Id)).Used);
    }
}

public sealed class ComingByInvitationWhereItIsClosed : InvitedWorld
{
    protected override IEnumerable<(string, string)> Settings => [("Messenger:Registration", "closed")];

    protected override Task<Database> MakeDatabaseAsync() => Databases.EmptyAsync();

    [Fact]
    public async Task Makes_an_account_by_an_admin_of_the_server_and_by_no_group()
    {
        await Register("ann", null);
        var (group, server) = (await Group(), await Invite(new InvitationWish(Uses: 2)));
        var (ofGroup, both) = (await InviteInto(group), await Invite(new InvitationWish(ChatId: group)));

        await Refuses(Reason.Forbidden, "registration_closed", Register("bob", ofGroup.Secret));
        Assert.False((await Do((Invitations i) => i.FindAsync(ofGroup.Secret)))!.MakesAccount);
        var bob = await Register("bob", server.Secret);
        var eve = await Register("eve", both.Secret);

        Assert.Equal(group, await Join(bob.Id, ofGroup.Secret));
        Assert.Equal(3, (await Open(eve.Id, group)).MemberCount);
    }
}
