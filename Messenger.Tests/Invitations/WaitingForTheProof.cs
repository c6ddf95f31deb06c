using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>Who comes by an invitation into a group where an address has to be proven first: counted at once, and in the group with the proof.</summary>
public sealed class WaitingForTheProof : InvitedWorld
{
    protected override IEnumerable<(string, string)> Settings => [("Messenger:RegistrationDomains", "example.org")];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Is_in_the_group_with_the_proof_and_not_before(bool byReset)
    {
        var group = await Group(Bob);
        var kim = await ComeAsync(await InviteInto(group, wish: new InvitationWish(Uses: 2)));
        Assert.Equal((2, 1), ((await Open(Ann, group)).MemberCount, await UsedAsync(group)));
        Assert.DoesNotContain(Bus.Said, said => said is ChatAppeared or MemberAdded or MessagePosted);
        Assert.Equal(2, (await Do((Members m) => m.ListAsync(Ann, group))).Count);

        Assert.Null(await (byReset ? ResetAsync() : VerifyAsync()));

        await HeardBy(Said<ChatAppeared>(), kim);
        Assert.Equal((SystemMessage.Joined, kim), (Said<MessagePosted>().Message.Notice, Said<MessagePosted>().Message.Author.Id));
        Assert.Equal((3, 1), ((await Open(kim, group)).MemberCount, await UsedAsync(group)));
    }

    [Fact]
    public async Task Is_let_in_once_however_often_the_link_is_followed()
    {
        var group = await Group(Bob);
        var kim = await ComeAsync(await InviteInto(group));
        var token = await LinkAsync(MailLinks.Verify);
        await Do((Accounts a) => a.VerifyAsync(token));
        await Do((Members m) => m.LeaveAsync(kim, group));

        Assert.Null(await Do((Accounts a) => a.VerifyAsync(token)));

        Assert.Equal((2, 1), ((await Open(Ann, group)).MemberCount, await UsedAsync(group)));
    }

    [Fact]
    public async Task Has_a_place_that_neither_time_nor_others_take()
    {
        var group = await Group(Bob);
        var invitation = await InviteInto(group, wish: new InvitationWish(Uses: 1, Days: 1));
        var kim = await ComeAsync(invitation);
        await Refuses(Reason.Invalid, "invitation_used_up", Join(Eve, invitation.Secret));
        Clock.Advance(TimeSpan.FromDays(2));

        Assert.Null(await VerifyAsync());

        Assert.Equal((3, 1), ((await Open(kim, group)).MemberCount, await UsedAsync(group)));
    }

    [Theory]
    [InlineData("it is taken back")]
    [InlineData("who invited leaves the group")]
    [InlineData("who invited is nobody any more")]
    public async Task Is_not_let_in_and_is_told_so_when(string meanwhile)
    {
        var group = await Group(Bob);
        await Do((Members m) => m.ChangeRoleAsync(Ann, group, Bob, Role.Admin));
        var invitation = await InviteInto(group, Bob);
        var kim = await ComeAsync(invitation);
        await (meanwhile switch
        {
            "it is taken back" => Do((Invitations i) => i.RevokeForGroupAsync(Ann, group, invitation.Invitation.Id)),
            "who invited leaves the group" => Do((Members m) => m.LeaveAsync(Bob, group)),
            _ => DeleteAsync(Bob),
        });

        var why = await VerifyAsync();

        Assert.Equal("invitation_revoked", why?.Code);
        await Refuses(Reason.NotFound, Open(kim, group));
        Assert.False(await Do((MessengerDb db) => db.Users.Where(user => user.Id == kim).Select(user => user.AwaitsVerification).SingleAsync()));
        Assert.Null(await VerifyAsync());
    }

    [Fact]
    public async Task Who_was_added_meanwhile_is_in_already()
    {
        var group = await Group(Bob);
        var kim = await ComeAsync(await InviteInto(group));
        await Do((Members m) => m.AddAsync(Ann, group, kim));

        Assert.Null(await VerifyAsync());

        Assert.Equal(3, (await Open(kim, group)).MemberCount);
    }

    async Task<int> ComeAsync(NewInvitation invitation)
    {
        Bus.Forget();
        return (await Register("kim", invitation.Secret)).Id;
    }

    async Task<Refused?> VerifyAsync()
    {
        var token = await LinkAsync(MailLinks.Verify);
        return token is null ? null : await Do((Accounts a) => a.VerifyAsync(token));
    }

    async Task<Refused?> ResetAsync()
    {
        var token = await LinkAsync(MailLinks.Reset);
        return await Do((Accounts a) => a.ResetAsync(token, "four ordinary words instead"));
    }

    // None for an address that is proven.
    async Task<string?> LinkAsync(string kind) => (await Do((MailLinks l) => l.MakeAsync(kind, "kim@example.org")))?.Token;

    async Task<int> UsedAsync(int group) => (await Do((Invitations i) => i.ListForGroupAsync(Ann, group)))[0].Used;

    async Task DeleteAsync(int who)
    {
        await Do((ManagedPeople p) => p.DeleteAsync(new Actor(Ann), who, false));
        await Do((Departures d) => d.FinishAsync(who));
    }
}
