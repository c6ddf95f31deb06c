using Messenger.Domain;

namespace Messenger.Tests;

public sealed class StartingDirectChats : World
{
    [Fact]
    public async Task Both_hear_of_it_and_find_it_in_their_list()
    {
        var chat = await Start(Ann, Eve);

        await HeardBy(Said<ChatAppeared>(), Ann, Eve);
        Assert.Equal("eve", (await Open(Ann, chat)).Other?.Username);
        Assert.Equal("ann", (await Open(Eve, chat)).Other?.Username);
        Assert.Contains(await Do((Chats c) => c.ListAsync(Eve)), found => found.Id == chat);
    }

    [Fact]
    public async Task It_is_empty_and_belongs_to_both_alike()
    {
        var chat = await Open(Ann, await Start(Ann, Eve));

        Assert.Equal((false, false, null, 0, 2, Role.Member), (chat.IsGroup, chat.IsNotes, chat.Name, chat.Unread, chat.MemberCount, chat.Role));
        Assert.False(chat.MayManage);
    }

    [Fact]
    public async Task Starting_it_again_opens_the_one_there_is()
    {
        Assert.Equal(Chat, await Start(Ann, Bob));
        Assert.Equal(Chat, await Start(Bob, Ann));
        Assert.Empty(Bus.Said);
    }

    [Fact]
    public async Task When_both_start_it_at_the_same_moment_there_is_one()
    {
        var people = await People(10);
        foreach (var other in people)
        {
            var chats = await Task.WhenAll(
                Enumerable.Range(0, 6).Select(i => Task.Run(() => i % 2 == 0 ? Start(Ann, other) : Start(other, Ann), Cancelled)));

            Assert.Single(chats.Distinct());
        }

        Assert.Equal(people.Length, Bus.Said.OfType<ChatAppeared>().Count());
        Assert.Equal(people.Length + 1, (await Do((Chats c) => c.ListAsync(Ann))).Count);
    }

    [Fact]
    public async Task A_group_of_two_is_not_a_direct_chat()
    {
        var group = await Group(Eve);

        Assert.NotEqual(group, await Start(Ann, Eve));
    }

    [Fact]
    public async Task Nobody_is_not_found() => await Refuses(Reason.NotFound, Start(Ann, Nobody));

    [Fact]
    public async Task A_stranger_does_not_find_it()
    {
        await Refuses(Reason.NotFound, Open(Eve));
        await Refuses(Reason.NotFound, Open(Eve, Nobody));
    }

    [Fact]
    public async Task Typing_is_told_to_the_other_and_not_to_me()
    {
        await Do((Chats c) => c.TypeAsync(Ann, Chat, true));

        var typing = Said<PersonTyping>();
        Assert.Equal((Ann, true), (typing.Person.Id, typing.IsTyping));
        await HeardBy(typing, Bob);
    }

    [Fact]
    public async Task A_stranger_cannot_fake_typing()
    {
        await Refuses(Reason.NotFound, Do((Chats c) => c.TypeAsync(Eve, Chat, true)));
        Assert.Empty(Bus.Said);
    }

    Task<int> Start(int me, int other) => Do((Chats c) => c.DirectAsync(me, other));
}
