using Messenger.Domain;

namespace Messenger.Tests;

public sealed class ManagingGroups : GroupWorld
{
    [Fact]
    public async Task Making_somebody_the_owner_makes_me_an_admin()
    {
        var group = await Group(Bob);

        await Become(group, Bob, Role.Owner);

        Assert.Equal([(Ann, Role.Admin), (Bob, Role.Owner)], await Roles(group));
    }

    [Fact]
    public async Task Only_the_owner_gives_roles_and_not_to_themselves()
    {
        var group = await Group(Bob, Eve);
        await Become(group, Bob, Role.Admin);

        await Refuses(Reason.Forbidden, "not_owner", Do((Members m) => m.ChangeRoleAsync(Bob, group, Eve, Role.Admin)));
        await Refuses(Reason.Forbidden, "not_owner", Do((Members m) => m.ChangeRoleAsync(Bob, group, Bob, Role.Owner)));
        await Refuses(Reason.Forbidden, "not_owner", Become(group, Ann, Role.Member));
        await Refuses(Reason.Forbidden, "not_admin", Do((Members m) => m.ChangeRoleAsync(Eve, group, Bob, Role.Member)));
        await Refuses(Reason.NotFound, Become(group, Nobody, Role.Admin));
    }

    [Fact]
    public async Task An_admin_can_be_a_member_again()
    {
        var group = await Group(Bob);
        await Become(group, Bob, Role.Admin);

        await Become(group, Bob, Role.Member);

        Assert.Equal([(Ann, Role.Owner), (Bob, Role.Member)], await Roles(group));
    }

    [Fact]
    public async Task A_new_name_is_told_to_all()
    {
        var group = await Group(Bob);

        await Do((Members m) => m.RenameAsync(Ann, group, "Sailors"));

        Assert.Equal("Sailors", (await Open(Bob, group)).Name);
        Assert.Equal(("Sailors", (await Open(Bob, group)).Revision - 1), (Said<ChatChanged>().Name, Said<ChatChanged>().Revision - 1));
        await HeardBy(Said<ChatChanged>(), Ann, Bob);
        Assert.Equal((SystemMessage.Renamed, "Sailors"), (Said<MessagePosted>().Message.Notice, Said<MessagePosted>().Message.Text));
    }

    [Fact]
    public async Task The_same_name_again_changes_nothing()
    {
        var group = await Group(Bob);
        Bus.Forget();

        await Do((Members m) => m.RenameAsync(Ann, group, " Hikers "));

        Assert.Single(await Newest(Ann, group));
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Members_do_not_rename()
    {
        var group = await Group(Bob);

        await Refuses(Reason.Forbidden, "not_admin", Do((Members m) => m.RenameAsync(Bob, group, "Bob's")));
    }

    [Fact]
    public async Task The_list_of_members_begins_with_those_who_manage()
    {
        var aaron = await Person("aaron", null);
        var group = await Group(aaron, Bob, Eve);
        await Become(group, Eve, Role.Admin);

        var members = await Do((Members m) => m.ListAsync(Bob, group));

        Assert.Equal(["ann", "eve", "aaron", "bob"], members.Select(m => m.Person.Username));
    }

    [Fact]
    public async Task A_direct_chat_is_not_managed()
    {
        await Refuses(Reason.Forbidden, "not_a_group", Add(Chat, Eve));
        await Refuses(Reason.Forbidden, "not_a_group", Remove(Ann, Chat, Bob));
        await Refuses(Reason.Forbidden, "not_a_group", Leave(Ann, Chat));
        await Refuses(Reason.Forbidden, "not_a_group", Do((Members m) => m.RenameAsync(Ann, Chat, "Us")));
        await Refuses(Reason.Forbidden, "not_a_group", Become(Chat, Bob, Role.Admin));
    }

    [Fact]
    public async Task A_stranger_finds_no_group()
    {
        var group = await Group(Bob);
        foreach (var id in new[] { group, Nobody })
        {
            await Refuses(Reason.NotFound, Do((Members m) => m.ListAsync(Eve, id)));
            await Refuses(Reason.NotFound, Do((Members m) => m.AddAsync(Eve, id, Eve)));
            await Refuses(Reason.NotFound, Remove(Eve, id, Bob));
            await Refuses(Reason.NotFound, Leave(Eve, id));
            await Refuses(Reason.NotFound, Do((Members m) => m.RenameAsync(Eve, id, "Eve's")));
            await Refuses(Reason.NotFound, Do((Members m) => m.ChangeRoleAsync(Eve, id, Eve, Role.Owner)));
        }
    }

    [Fact]
    public async Task Changes_take_revisions_and_numbers_like_messages()
    {
        var group = await Group(Bob);
        await Says(Bob, "Hello", group);
        await Add(group, Eve);
        await Do((Members m) => m.RenameAsync(Ann, group, "Sailors"));
        await Says(Bob, "Ahoy", group);

        var messages = await Newest(Ann, group);

        Assert.Equal([1, 2, 3, 4, 5], messages.Select(m => m.Sequence));
        Assert.Equal(messages.Select(m => m.Revision).Distinct().Order(), messages.Select(m => m.Revision));
    }
}
