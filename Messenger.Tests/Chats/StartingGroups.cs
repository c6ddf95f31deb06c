using Messenger.Domain;

namespace Messenger.Tests;

public sealed class StartingGroups : GroupWorld
{
    [Fact]
    public async Task Who_creates_one_owns_it_and_all_hear_of_it()
    {
        var group = await Group(Bob, Eve);

        Assert.Equal([(Ann, Role.Owner), (Bob, Role.Member), (Eve, Role.Member)], await Roles(group));
        await HeardBy(Said<ChatAppeared>(), Ann, Bob, Eve);
    }

    [Fact]
    public async Task It_begins_with_a_line_that_is_unread_for_nobody()
    {
        var group = await Group(Bob);

        var line = Assert.Single(await Newest(Bob, group));
        Assert.Equal((SystemMessage.Created, "Hikers", Ann), (line.Notice, line.Text, line.Author.Id));
        Assert.Equal((0, 0), ((await Open(Ann, group)).Unread, (await Open(Bob, group)).Unread));
    }

    [Fact]
    public async Task One_without_a_name_is_called_after_the_first_few_who_are_in_it()
    {
        var people = await People(3);
        var group = (await Do((Chats c) => c.StartAsync(Ann, [Bob, people[0], people[1]], " ", isGroup: true))).Id;

        await Add(group, people[2]);
        var first = await Open(Bob, group);
        await Remove(Ann, group, Bob);

        Assert.Equal((null, "ann, bob, person0001, person0002", ""), (first.Name, first.Title, (await Newest(Ann, group))[0].Text));
        Assert.Equal(["ann, bob, person0001, person0002", "ann, person0001, person0002, person0003"], Bus.Said.OfType<ChatChanged>().Select(said => said.Name));
        Assert.Contains((await Do((Chats c) => c.ListAsync(Ann))), chat => chat.Title == "ann, person0001, person0002, person0003");
        await Do((Members m) => m.RenameAsync(Ann, group, "Climbers"));
        Assert.Equal("Climbers", (await Open(Ann, group)).Title);
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
}
