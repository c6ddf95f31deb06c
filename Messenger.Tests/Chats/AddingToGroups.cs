using Messenger.Domain;

namespace Messenger.Tests;

public sealed class AddingToGroups : GroupWorld
{
    [Fact]
    public async Task Somebody_added_finds_it_and_everybody_hears()
    {
        var group = await Group(Bob);
        await Says(Bob, "Hello", group);
        Bus.Forget();

        await Add(group, Eve);

        await HeardBy(Assert.IsType<ChatAppeared>(Bus.Said[0]), Eve);
        Assert.Equal(3, Said<ChatChanged>().MemberCount);
        await HeardBy(Said<ChatChanged>(), Ann, Bob, Eve);
        var line = Said<MessagePosted>().Message;
        Assert.Equal((SystemMessage.Added, Ann, Eve), (line.Notice, line.Author.Id, line.Subject?.Id));
        Assert.Equal((0, 0, 0), ((await Open(Eve, group)).Unread, (await Open(Ann, group)).Unread, (await Open(Bob, group)).Unread));
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
    public async Task Somebody_who_comes_back_sees_all_of_it_again_and_nothing_unread()
    {
        var group = await Group(Bob);
        await Remove(Ann, group, Bob);
        await Says(Ann, "While you were away", group);

        await Add(group, Bob);

        Assert.Equal(4, (await Newest(Bob, group)).Count);
        Assert.Equal(0, (await Open(Bob, group)).Unread);
    }
}
