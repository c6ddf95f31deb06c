using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>By oneself, or because somebody wants it.</summary>
public sealed class LeavingGroups : GroupWorld
{
    [Fact]
    public async Task Somebody_removed_finds_nothing_and_both_sides_hear_it()
    {
        var group = await Group(Bob, Eve);
        Bus.Forget();

        await Remove(Ann, group, Bob);

        await Refuses(Reason.NotFound, Open(Bob, group));
        await HeardBy(Said<ChatDisappeared>(), Bob);
        await HeardBy(Said<ChatChanged>(), Ann, Eve);
        Assert.Equal((SystemMessage.Removed, Bob), (Said<MessagePosted>().Message.Notice, Said<MessagePosted>().Message.Subject?.Id));
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
    public async Task Who_leaves_finds_nothing_and_both_sides_hear_it()
    {
        var group = await Group(Bob, Eve);
        Bus.Forget();

        await Leave(Bob, group);

        await Refuses(Reason.NotFound, Open(Bob, group));
        await HeardBy(Said<ChatDisappeared>(), Bob);
        Assert.Equal((SystemMessage.Left, Bob), (Said<MessagePosted>().Message.Notice, Said<MessagePosted>().Message.Author.Id));
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
}
