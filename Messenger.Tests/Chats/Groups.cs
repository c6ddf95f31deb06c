using Messenger.Domain;

namespace Messenger.Tests;

public sealed class Groups : World
{
    [Fact]
    public async Task Who_creates_one_owns_it_and_all_hear_of_it()
    {
        var group = await Group(Bob, Eve);

        Assert.Equal([(Ann, Role.Owner), (Bob, Role.Member), (Eve, Role.Member)], await Roles(group));
        await HeardBy(Said<ChatAppeared>(), Ann, Bob, Eve);
    }

    [Fact]
    public async Task It_begins_with_a_line_that_is_unread_for_all_but_its_creator()
    {
        var group = await Group(Bob);

        var line = Assert.Single(await Newest(Bob, group));
        Assert.Equal((Notice.Created, "Hikers", Ann), (line.Notice, line.Text, line.Author.Id));
        Assert.Equal((0, 1), ((await Open(Ann, group)).Unread, (await Open(Bob, group)).Unread));
    }

    [Fact]
    public async Task Naming_somebody_twice_or_oneself_counts_once()
    {
        var group = await Group(Bob, Ann, Bob);

        Assert.Equal(2, (await Open(Ann, group)).MemberCount);
    }

    [Fact]
    public async Task One_may_be_alone_in_it() => Assert.Equal(1, (await Open(Ann, await Group())).MemberCount);

    [Fact]
    public async Task With_somebody_who_does_not_exist_none_is_made()
    {
        await Refuses(Reason.NotFound, Group(Bob, Nobody));
        Assert.Single(await Do((Chats c) => c.ListAsync(Ann)));
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task It_holds_a_thousand_and_not_one_more()
    {
        var people = await People(Domain.Chat.MemberLimit);

        await Refuses(Reason.Invalid, "too_many_members", Group(people));
        var group = await Group(people[1..]);
        await Refuses(Reason.Invalid, "too_many_members", Add(group, people[0]));
        await Add(group, people[1]);

        Assert.Equal(Domain.Chat.MemberLimit, (await Do((Members m) => m.ListAsync(Ann, group))).Count);
    }

    [Fact]
    public async Task Somebody_added_finds_it_and_everybody_hears()
    {
        var group = await Group(Bob);
        await Says(Bob, "Hello", group);
        Bus.Forget();

        await Add(group, Eve);

        await HeardBy(Said<ChatAppeared>(), Eve);
        Assert.Equal(3, Said<ChatChanged>().MemberCount);
        await HeardBy(Said<ChatChanged>(), Ann, Bob, Eve);
        var line = Said<MessagePosted>().Message;
        Assert.Equal((Notice.Added, Ann, Eve), (line.Notice, line.Author.Id, line.Subject?.Id));
        Assert.Equal((0, 1), ((await Open(Eve, group)).Unread, (await Open(Ann, group)).Unread - (await Open(Bob, group)).Unread + 2));
    }

    [Fact]
    public async Task Adding_somebody_twice_changes_nothing_the_second_time()
    {
        var group = await Group(Bob);
        var before = await Open(Ann, group);
        Bus.Forget();

        await Add(group, Bob);

        Assert.Equal(before.Revision, (await Open(Ann, group)).Revision);
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task Only_those_who_manage_it_add_people()
    {
        var group = await Group(Bob);

        await Refuses(Reason.Forbidden, "not_admin", Do((Members m) => m.AddAsync(Bob, group, Eve)));
        await Become(group, Bob, Role.Admin);
        await Do((Members m) => m.AddAsync(Bob, group, Eve));

        Assert.Equal(3, (await Open(Eve, group)).MemberCount);
    }

    [Fact]
    public async Task Nobody_can_be_added_who_does_not_exist()
    {
        var group = await Group();

        await Refuses(Reason.NotFound, Add(group, Nobody));
    }

    [Fact]
    public async Task Somebody_removed_finds_nothing_and_both_sides_hear_it()
    {
        var group = await Group(Bob, Eve);
        Bus.Forget();

        await Remove(Ann, group, Bob);

        await Refuses(Reason.NotFound, Open(Bob, group));
        await HeardBy(Said<ChatDisappeared>(), Bob);
        await HeardBy(Said<ChatChanged>(), Ann, Eve);
        Assert.Equal((Notice.Removed, Bob), (Said<MessagePosted>().Message.Notice, Said<MessagePosted>().Message.Subject?.Id));
        await HeardBy(Said<MessagePosted>(), Ann, Eve);
    }

    [Fact]
    public async Task Removing_somebody_twice_finds_nobody_the_second_time()
    {
        var group = await Group(Bob);
        await Remove(Ann, group, Bob);

        await Refuses(Reason.NotFound, Remove(Ann, group, Bob));
        await Refuses(Reason.NotFound, Remove(Ann, group, Nobody));
    }

    [Fact]
    public async Task Members_remove_nobody_admins_remove_members_and_only_the_owner_removes_admins()
    {
        var carol = await Person("carol", null);
        var group = await Group(Bob, Eve, carol);
        await Refuses(Reason.Forbidden, "not_admin", Remove(Bob, group, Eve));
        await Become(group, Bob, Role.Admin);
        await Become(group, Eve, Role.Admin);

        await Refuses(Reason.Forbidden, "not_above", Remove(Bob, group, Eve));
        await Refuses(Reason.Forbidden, "not_above", Remove(Bob, group, Ann));
        await Remove(Bob, group, carol);
        await Remove(Ann, group, Eve);

        Assert.Equal([(Ann, Role.Owner), (Bob, Role.Admin)], await Roles(group));
    }

    [Fact]
    public async Task Not_even_the_owner_removes_the_owner()
    {
        var group = await Group(Bob);

        await Refuses(Reason.Forbidden, "not_above", Remove(Ann, group, Ann));
    }

    [Fact]
    public async Task Somebody_who_comes_back_sees_all_of_it_again_and_nothing_unread()
    {
        var group = await Group(Bob);
        await Remove(Ann, group, Bob);
        await Says(Ann, "While you were away", group);

        await Add(group, Bob);

        Assert.Equal(4, (await Newest(Bob, group)).Count);
        Assert.Equal(0, (await Open(Bob, group)).Unread);
    }

    [Fact]
    public async Task Who_leaves_finds_nothing_and_both_sides_hear_it()
    {
        var group = await Group(Bob, Eve);
        Bus.Forget();

        await Leave(Bob, group);

        await Refuses(Reason.NotFound, Open(Bob, group));
        await HeardBy(Said<ChatDisappeared>(), Bob);
        Assert.Equal((Notice.Left, Bob), (Said<MessagePosted>().Message.Notice, Said<MessagePosted>().Message.Author.Id));
        await HeardBy(Said<MessagePosted>(), Ann, Eve);
    }

    [Fact]
    public async Task Leaving_twice_finds_nothing_to_leave()
    {
        var group = await Group(Bob);
        await Leave(Bob, group);

        await Refuses(Reason.NotFound, Leave(Bob, group));
    }

    [Fact]
    public async Task An_owner_who_leaves_hands_over_to_the_longest_serving_member()
    {
        var group = await Group();
        await Add(group, Eve);
        Clock.Advance(TimeSpan.FromDays(1));
        await Add(group, Bob);

        await Leave(Ann, group);

        Assert.Equal([(Bob, Role.Member), (Eve, Role.Owner)], await Roles(group, Bob));
    }

    [Fact]
    public async Task But_rather_to_an_admin()
    {
        var group = await Group(Bob);
        Clock.Advance(TimeSpan.FromDays(1));
        await Add(group, Eve);
        await Become(group, Eve, Role.Admin);

        await Leave(Ann, group);

        Assert.Equal([(Bob, Role.Member), (Eve, Role.Owner)], await Roles(group, Bob));
    }

    [Fact]
    public async Task The_last_one_may_leave()
    {
        var group = await Group();

        await Leave(Ann, group);

        await Refuses(Reason.NotFound, Open(Ann, group));
    }

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

        await Refuses(Reason.Forbidden, "not_owner", Do((Members m) => m.BecomeAsync(Bob, group, Eve, Role.Admin)));
        await Refuses(Reason.Forbidden, "not_owner", Do((Members m) => m.BecomeAsync(Bob, group, Bob, Role.Owner)));
        await Refuses(Reason.Forbidden, "not_owner", Become(group, Ann, Role.Member));
        await Refuses(Reason.Forbidden, "not_admin", Do((Members m) => m.BecomeAsync(Eve, group, Bob, Role.Member)));
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
        Assert.Equal((Notice.Renamed, "Sailors"), (Said<MessagePosted>().Message.Notice, Said<MessagePosted>().Message.Text));
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
            await Refuses(Reason.NotFound, Do((Members m) => m.BecomeAsync(Eve, id, Eve, Role.Owner)));
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

    Task Add(int group, int who) => Do((Members m) => m.AddAsync(Ann, group, who));

    Task Remove(int me, int group, int who) => Do((Members m) => m.RemoveAsync(me, group, who));

    Task Leave(int who, int group) => Do((Members m) => m.LeaveAsync(who, group));

    Task Become(int group, int who, Role role) => Do((Members m) => m.BecomeAsync(Ann, group, who, role));

    async Task<IEnumerable<(int, Role)>> Roles(int group, int me = Ann) =>
        (await Do((Members m) => m.ListAsync(me, group))).Select(m => (m.Person.Id, m.Role)).OrderBy(m => m.Id);
}
