using Messenger.Domain;

namespace Messenger.Tests;

public sealed class CountingUnread : GroupWorld
{
    [Fact]
    public async Task What_was_taken_back_is_nothing_to_read()
    {
        var messages = await SaysThree();

        await Delete(messages[1]);
        Assert.Equal(2, await Unread(Bob));
        await Delete(messages[0]);
        await Delete(messages[2]);

        Assert.Equal(0, await Unread(Bob));
        await Says(Ann, "What I meant to say");
        Assert.Equal(1, await Unread(Bob));
    }

    [Fact]
    public async Task Lines_of_the_system_are_not_either()
    {
        var group = await Group(Bob);
        await Says(Ann, "Hello", group);
        await Add(group, Eve);
        await Do((Members m) => m.RenameAsync(Ann, group, "Sailors"));
        await Leave(Eve, group);

        Assert.Equal((5, 1, 0), ((await Open(Bob, group)).LastSequence, await Unread(Bob, group), await Unread(Ann, group)));
    }

    [Fact]
    public async Task Taking_back_what_somebody_has_read_changes_nothing_for_them()
    {
        var group = await Group(Bob, Eve);
        var messages = await SaysThree(group);
        await Read(Bob, 3, group);

        await Delete(messages[0]);
        await Delete(messages[2]);

        Assert.Equal((0, 1), (await Unread(Bob, group), await Unread(Eve, group)));
        Assert.Equal(3, (await Opened(Eve, group)).FirstUnread);
    }

    [Fact]
    public async Task Reading_some_of_it_leaves_the_rest_as_it_is()
    {
        var messages = new[] { await SaysThree(), await SaysThree() }.SelectMany(three => three).ToList();
        await Delete(messages[1]);
        await Delete(messages[4]);

        await Read(Bob, 3);
        Assert.Equal(2, await Unread(Bob));
        await Read(Bob, 5);
        Assert.Equal(1, await Unread(Bob));
        await Read(Bob, 6);

        Assert.Equal(0, await Unread(Bob));
        Assert.Equal([1, 0, 0], Bus.Said.OfType<ChatRead>().Select(said => said.Uncounted));
        Assert.All(Bus.Said.OfType<ChatRead>(), said => Assert.Equal(8, said.Revision));
    }

    [Fact]
    public async Task Answering_leaves_nothing_to_read_behind_it()
    {
        var messages = await SaysThree();
        await Delete(messages[2]);
        await Says(Bob, "What was that?");

        Assert.Equal((0, 1), (await Unread(Bob), await Unread(Ann)));
        await Delete(messages[0]);
        Assert.Equal((0, 1), (await Unread(Bob), await Unread(Ann)));
    }

    [Fact]
    public async Task It_begins_with_the_first_that_counts()
    {
        foreach (var message in await SaysThree())
        {
            await Delete(message);
        }

        Assert.Null((await Opened(Bob)).FirstUnread);
        await SaysThree();
        Assert.Equal(4, (await Opened(Bob)).FirstUnread);
    }

    [Fact]
    public async Task It_is_in_view_however_many_tombstones_lie_before_it()
    {
        var first = await Says(Ann, "Begun and done");
        await Read(Bob, first.Sequence);
        for (var i = 0; i < 70; i++)
        {
            await Delete(await Says(Ann, "A mistake"));
        }

        var kept = await Says(Ann, "At last");
        await SaysMany(Ann, 45);

        var opened = await Opened(Bob);
        Assert.Equal(kept.Sequence, opened.FirstUnread);
        Assert.Contains(opened.Page.Messages, message => message.Id == kept.Id);
        Assert.Equal(46, opened.State.Unread);
    }

    async Task<MessageView[]> SaysThree(int chat = Chat) => [await Says(Ann, "One", chat), await Says(Ann, "Two", chat), await Says(Ann, "Three", chat)];

    Task Delete(MessageView message) => Do((Messages m) => m.DeleteAsync(message.Author.Id, message.Id));

    Task Read(int who, int sequence, int chat = Chat) => Do((ReadReceipts r) => r.ReadAsync(who, chat, sequence));

    Task<OpenedChat> Opened(int who, int chat = Chat) => Do((History h) => h.OpenAsync(who, chat));

    /// <summary>The list, the open chat and programs say the same.</summary>
    async Task<int> Unread(int who, int chat = Chat)
    {
        var listed = (await Do((Chats c) => c.ListAsync(who))).Single(row => row.Id == chat).Unread;
        Assert.Equal((listed, listed), ((await Opened(who, chat)).State.Unread, (await Do((DetailedChats c) => c.OneAsync(who, chat))).Unread));
        return listed;
    }
}
