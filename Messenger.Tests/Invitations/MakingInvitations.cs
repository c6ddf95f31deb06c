using System.Text.Json;
using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class MakingInvitations : InvitedWorld
{
    [Fact]
    public async Task Shows_the_secret_once_and_keeps_it_nowhere()
    {
        var made = await Invite(new InvitationWish(" For the hikers ", 10));

        Assert.Matches("^[A-Za-z0-9_-]{43}$", made.Secret);
        var row = await Do((MessengerDb db) => db.Invitations.SingleAsync());
        Assert.Equal(32, row.Hash.Length);
        Assert.DoesNotContain(made.Secret, JsonSerializer.Serialize(row));
        var listed = await Listed(made.Invitation.Id);
        Assert.Equal(("For the hikers", "ann", 0, 10, Clock.Now() + TimeSpan.FromDays(7)), (listed.Note, listed.By, listed.Used, listed.Uses, listed.ExpiresAt));
    }

    [Fact]
    public async Task To_the_server_is_for_its_admins_and_for_others_there_is_no_such_thing()
    {
        var (bob, made) = (await Me(Bob), await Invite());

        await Refuses(Reason.NotFound, Do((Invitations i) => i.CreateAsync(bob, new InvitationWish())));
        await Refuses(Reason.NotFound, Do((Invitations i) => i.ListAsync(bob)));
        await Refuses(Reason.NotFound, Do((Invitations i) => i.RevokeAsync(bob, made.Invitation.Id)));
    }

    [Fact]
    public async Task To_the_server_and_taking_it_back_is_written_down_and_of_a_group_it_is_not()
    {
        var (ann, group) = (await Me(Ann), await Group(Bob));
        var made = await Invite(new InvitationWish("For the hikers"));
        await Invite(new InvitationWish("For my deputy", MakesAdmin: true));
        var inner = await InviteInto(group);

        await Do((Invitations i) => i.RevokeAsync(ann, made.Invitation.Id));
        await Do((Invitations i) => i.RevokeAsync(ann, made.Invitation.Id));
        await Do((Invitations i) => i.RevokeForGroupAsync(Ann, group, inner.Invitation.Id));

        Assert.Equal(
            [(AuditActs.RevokedInvitation, "For the hikers"), (AuditActs.InvitedAdmin, "For my deputy"), (AuditActs.MadeInvitation, "For the hikers")],
            (await Do((Audit a) => a.ListAsync(new Actor(Ann)))).Lines.Select(line => (line.Act, line.Detail)));
    }

    [Fact]
    public async Task Into_a_group_is_for_those_who_manage_it_also_for_an_admin_of_the_server()
    {
        var group = await Do((Chats chats) => chats.GroupAsync(Bob, "Climbers", [Eve]));
        var ann = await Me(Ann);

        await Refuses(Reason.NotFound, InviteInto(group, Ann));
        await Refuses(Reason.NotFound, Do((Invitations i) => i.CreateAsync(ann, new InvitationWish(ChatId: group))));
        await Refuses(Reason.Forbidden, "not_admin", InviteInto(group, Eve));
        await Refuses(Reason.Forbidden, "not_a_group", InviteInto(Chat));
        await Refuses(Reason.NotFound, Do((Invitations i) => i.ListForGroupAsync(Ann, group)));
        await InviteInto(group, Bob);
    }

    [Fact]
    public async Task For_admins_of_a_group_is_its_owners()
    {
        var group = await Group(Bob);
        await Do((Members m) => m.ChangeRoleAsync(Ann, group, Bob, Role.Admin));

        await Refuses(Reason.Forbidden, "not_owner_to_invite", InviteInto(group, Bob, new InvitationWish(Role: Role.Admin)));
        await Refuses(Reason.Forbidden, "not_owner_to_invite", InviteInto(group, Ann, new InvitationWish(Role: Role.Owner)));
        await InviteInto(group, Ann, new InvitationWish(Role: Role.Admin));
        await InviteInto(group, Bob);
    }

    [Fact]
    public async Task Of_a_group_makes_no_admin_of_the_server()
    {
        var made = await InviteInto(await Group(), wish: new InvitationWish(MakesAdmin: true));

        Assert.False((await Register("kim", made.Secret)).IsAdmin);
    }

    [Fact]
    public async Task Of_a_group_is_taken_back_there_and_nowhere_else()
    {
        var (group, other) = (await Group(), await Group());
        var (ann, made) = (await Me(Ann), await InviteInto(group));

        await Refuses(Reason.NotFound, Do((Invitations i) => i.RevokeForGroupAsync(Ann, other, made.Invitation.Id)));
        await Refuses(Reason.NotFound, Do((Invitations i) => i.RevokeAsync(ann, made.Invitation.Id)));
        await Do((Invitations i) => i.RevokeForGroupAsync(Ann, group, made.Invitation.Id));

        await Refuses(Reason.Invalid, "invitation_revoked", Join(Eve, made.Secret));
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(-1, 7)]
    [InlineData(1001, 7)]
    [InlineData(1, 0)]
    [InlineData(1, 91)]
    public async Task For_nobody_or_for_ever_is_refused(int uses, int days) => await Refuses(Reason.Invalid, "number_odd", Invite(new InvitationWish(null, uses, days)));

    [Fact]
    public async Task By_a_token_makes_no_admins()
    {
        var ann = await Me(Ann) with { IsToken = true };

        await Refuses(Reason.Forbidden, "admin_by_token", Do((Invitations i) => i.CreateAsync(ann, new InvitationWish(MakesAdmin: true))));
        await Do((Invitations i) => i.CreateAsync(ann, new InvitationWish()));
    }

    [Fact]
    public async Task Ends_at_a_hundred_that_are_open()
    {
        var (ann, group) = (await Me(Ann), await Group());
        var first = await InviteInto(group);
        await Do(async (MessengerDb db) =>
        {
            db.AddRange(Enumerable.Range(1, Invitations.Limit - 1).Select(i => Invitation.New(Ann, $"{i}", new InvitationWish(ChatId: group), false, Clock.Now())));
            return await db.SaveChangesAsync();
        });

        await Refuses(Reason.Conflict, "too_many_invitations", InviteInto(group));

        await Do((Invitations i) => i.RevokeForGroupAsync(Ann, group, first.Invitation.Id));
        await InviteInto(group);
    }
}
