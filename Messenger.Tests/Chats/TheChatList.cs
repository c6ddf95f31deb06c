using Messenger.Domain;

namespace Messenger.Tests;

public sealed class TheChatList : World
{
    [Fact]
    public async Task Somebody_new_has_an_empty_one() => Assert.Empty(await List(Eve));

    [Fact]
    public async Task The_newest_activity_comes_first()
    {
        var group = await Group(Bob);
        await Says(Bob, "Hello", group);
        await Says(Bob, "Hello");

        Assert.Equal([Chat, group], Ids(await List(Bob)));
        await Says(Ann, "Up", group);
        Assert.Equal([group, Chat], Ids(await List(Bob)));
    }

    [Fact]
    public async Task A_direct_chat_shows_the_other_a_group_its_name()
    {
        await Group(Bob);

        var list = await List(Bob);

        Assert.Equal([("Hikers", null), (null, "ann")], list.OrderByDescending(c => c.Id).Select(c => (c.Name, c.Other?.Username)));
    }

    [Fact]
    public async Task Each_shows_its_last_line_and_what_is_unread()
    {
        await SaysMany(Ann, 2);

        var chat = Assert.Single(await List(Bob));

        Assert.Equal(("2", "ann", 2, 2), (chat.Last?.Text, chat.Last?.Author.Username, chat.Last?.Sequence, chat.Unread));
    }

    [Fact]
    public async Task Where_nothing_was_said_there_is_no_last_line() => Assert.Null(Assert.Single(await List(Ann)).Last);

    [Fact]
    public async Task A_line_of_the_system_is_a_last_line_too()
    {
        var group = await Group(Bob);
        await Do((Members m) => m.AddAsync(Ann, group, Eve));

        var last = Assert.Single(await List(Eve)).Last;

        Assert.Equal((SystemMessage.Added, "ann", "eve"), (last?.Notice, last?.Author.Username, last?.Subject?.Username));
    }

    [Fact]
    public async Task A_pinned_chat_stays_on_top_for_me_alone()
    {
        var group = await Group(Bob);
        await Says(Ann, "Hello", group);

        await Do((PersonalChatSettings s) => s.PinAsync(Bob, Chat, true));

        Assert.Equal([Chat, group], Ids(await List(Bob)));
        Assert.Equal([group, Chat], Ids(await List(Ann)));
        await HeardBy(Said<ListChanged>(), Bob);
    }

    [Fact]
    public async Task A_pin_can_be_taken_out_and_twice_is_as_good_as_once()
    {
        await Do((PersonalChatSettings s) => s.PinAsync(Bob, Chat, true));
        await Do((PersonalChatSettings s) => s.PinAsync(Bob, Chat, true));
        Assert.True((await Open(Bob)).IsPinned);

        await Do((PersonalChatSettings s) => s.PinAsync(Bob, Chat, false));
        await Do((PersonalChatSettings s) => s.PinAsync(Bob, Chat, false));

        Assert.False((await Open(Bob)).IsPinned);
    }

    [Fact]
    public async Task A_mute_is_mine_alone_and_moves_nothing()
    {
        await Do((PersonalChatSettings s) => s.MuteAsync(Bob, Chat, true));

        Assert.Equal((true, false), ((await Open(Bob)).IsMuted, (await Open(Ann)).IsMuted));
        Assert.Equal(0, (await Open(Bob)).Revision);
        await HeardBy(Said<ListChanged>(), Bob);
    }

    [Fact]
    public async Task Fifty_pins_are_the_limit_and_they_are_all_on_the_first_page()
    {
        var chats = await Chats(Domain.Chats.ListLimit + 1);
        foreach (var chat in chats[..PersonalChatSettings.PinLimit])
        {
            await Do((PersonalChatSettings s) => s.PinAsync(Eve, chat, true));
        }

        await Refuses(Reason.Invalid, "too_many_pins", Do((PersonalChatSettings s) => s.PinAsync(Eve, chats[^1], true)));
        await Do((PersonalChatSettings s) => s.PinAsync(Eve, chats[0], true));
        var first = await List(Eve);
        var second = await Next(Eve, first);

        Assert.All(first.Take(50), chat => Assert.True(chat.IsPinned));
        Assert.Equal(chats.Order(), Ids(first).Concat(Ids(second)).Order());
    }

    [Fact]
    public async Task The_hundredth_chat_ends_the_page_and_the_next_page_goes_on()
    {
        var chats = await Chats(100);
        Assert.Equal(chats.Reverse(), Ids(await List(Eve)));
        Assert.Empty(await Next(Eve, await List(Eve)));

        var one = await Do((Chats c) => c.DirectAsync(Eve, Ann));

        Assert.Equal([one, .. chats.Reverse().Take(99)], Ids(await List(Eve)));
        Assert.Equal([chats[0]], Ids(await Next(Eve, await List(Eve))));
    }

    [Fact]
    public async Task Chats_of_the_same_moment_are_on_one_page_each()
    {
        var people = await People(150);
        foreach (var person in people)
        {
            await Do((Chats c) => c.DirectAsync(Eve, person));
        }

        var first = await List(Eve);
        var second = await Next(Eve, first);

        Assert.Equal((100, 50), (first.Count, second.Count));
        Assert.Equal(150, first.Concat(second).Select(c => c.Other!.Id).Distinct().Count());
    }

    [Fact]
    public async Task Groups_are_found_by_a_part_of_their_name_in_any_language()
    {
        var hikers = await Do((Chats c) => c.GroupAsync(Ann, "Весёлые ТУРИСТЫ", [Bob]));
        var percent = await Do((Chats c) => c.GroupAsync(Ann, "100% cotton_wool", []));

        Assert.Equal([hikers], Ids(await Find(Bob, " турист ")));
        Assert.Equal([percent], Ids(await Find(Ann, "0% c")));
        Assert.Equal([percent], Ids(await Find(Ann, "n_w")));
        Assert.Empty(await Find(Ann, "c%n"));
        Assert.Empty(await Find(Eve, "турист"));
        Assert.Empty(await Find(Ann, "a\0b"));
        Assert.Empty(await Find(Ann, "\ud83d"));
    }

    [Fact]
    public async Task A_stranger_neither_pins_nor_mutes()
    {
        await Refuses(Reason.NotFound, Do((PersonalChatSettings s) => s.PinAsync(Eve, Chat, true)));
        await Refuses(Reason.NotFound, Do((PersonalChatSettings s) => s.MuteAsync(Eve, Chat, true)));
        await Refuses(Reason.NotFound, Do((PersonalChatSettings s) => s.PinAsync(Ann, Nobody, true)));
        Assert.Empty(Bus.Said);
    }

    async Task<int[]> Chats(int count)
    {
        var chats = new List<int>();
        foreach (var person in await People(count))
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            chats.Add(await Do((Chats c) => c.DirectAsync(person, Eve)));
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
        return [.. chats];
    }

    Task<IReadOnlyList<ChatView>> List(int who) => Do((Chats c) => c.ListAsync(who));

    Task<IReadOnlyList<ChatView>> Next(int who, IReadOnlyList<ChatView> page) =>
        Do((Chats c) => c.ListAsync(who, page[^1].UpdatedAt, page[^1].Id));

    Task<IReadOnlyList<ChatView>> Find(int who, string typed) => Do((Chats c) => c.FindAsync(who, typed));

    static IEnumerable<int> Ids(IEnumerable<ChatView> chats) => chats.Select(chat => chat.Id);
}
