using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

public sealed class DeletingMessages : World
{
    [Fact]
    public async Task Everybody_in_the_chat_hears_that_it_is_gone()
    {
        var hello = await Says(Ann, "Hello");

        await Delete(Ann, hello.Id);

        var said = Said<MessageDeleted>();
        Assert.Equal((hello.Id, true, ""), (said.Message.Id, said.Message.IsDeleted, said.Message.Text));
        await HeardBy(said, Ann, Bob);
    }

    [Fact]
    public async Task A_tombstone_keeps_the_place_and_takes_a_new_revision()
    {
        var hello = await Says(Ann, "Hello");
        await Says(Bob, "Hi");

        await Delete(Ann, hello.Id);

        var messages = await Newest(Bob);
        Assert.Equal([(1, true), (2, false)], messages.Select(m => (m.Sequence, m.IsDeleted)));
        Assert.Equal([3, 2], messages.Select(m => m.Revision));
    }

    [Fact]
    public async Task What_it_said_leaves_the_database()
    {
        var secret = await Says(Ann, "The @bob code is 1234");
        await Do((Messages m) => m.ReactAsync(Bob, secret.Id, "👍"));

        await Delete(Ann, secret.Id);

        var row = await Do((MessengerDb db) => db.Messages.Include(m => m.Reactions).SingleAsync(m => m.Id == secret.Id));
        Assert.Equal(("", null, null), (row.Content, row.Mentions, row.FileUrl));
        Assert.Empty(row.Reactions);
    }

    [Fact]
    public async Task Its_number_is_never_given_again()
    {
        var hello = await Says(Ann, "Hello");
        await Delete(Ann, hello.Id);

        Assert.Equal(2, (await Says(Ann, "Hello")).Sequence);
    }

    [Fact]
    public async Task The_second_click_changes_nothing()
    {
        var hello = await Says(Ann, "Hello");
        var gone = await Delete(Ann, hello.Id);
        Bus.Forget();

        Assert.Equal(gone.Revision, (await Delete(Ann, hello.Id)).Revision);
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task The_other_person_of_a_direct_chat_cannot()
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.Forbidden, "not_yours", Delete(Bob, hello.Id));
    }

    [Fact]
    public async Task A_member_of_a_group_cannot_delete_what_others_said()
    {
        var group = await Group(Bob, Eve);
        var hello = await Says(Bob, "Hello", group);

        await Refuses(Reason.Forbidden, "not_yours", Delete(Eve, hello.Id));
    }

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.Owner)]
    public async Task Who_manages_a_group_can(Role role)
    {
        var group = await Group(Bob, Eve);
        await Do((Members m) => m.ChangeRoleAsync(Ann, group, Eve, role));
        var rude = await Says(Bob, "#@!", group);

        Assert.True((await Delete(Eve, rude.Id)).IsDeleted);
    }

    [Fact]
    public async Task A_stranger_finds_no_message()
    {
        var hello = await Says(Ann, "Hello");

        await Refuses(Reason.NotFound, Delete(Eve, hello.Id));
        await Refuses(Reason.NotFound, Delete(Eve, Nobody));
    }

    [Fact]
    public async Task A_line_of_the_system_stays()
    {
        var group = await Group();

        await Refuses(Reason.Forbidden, "not_yours", Delete(Ann, (await Newest(Ann, group))[0].Id));
    }

    [Fact]
    public async Task The_list_shows_that_the_last_one_is_gone()
    {
        var hello = await Says(Ann, "Hello");

        await Delete(Ann, hello.Id);

        var last = (await Open(Bob)).Last;
        Assert.Equal((true, ""), (last?.IsDeleted, last?.Text));
    }

    Task<MessageView> Delete(int who, int message) => Do((Messages m) => m.DeleteAsync(who, message));
}
