using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>A chat says that I am mentioned in what I have not read.</summary>
public sealed class MarkingMentions : GroupWorld
{
    [Fact]
    public async Task Until_it_is_read_and_for_nobody_else()
    {
        var group = await Group(Bob, Eve);
        var said = await Says(Ann, "Hello @bob", group);
        await Says(Ann, "Anybody?", group);

        Assert.Equal((false, true, false), (await Marked(Ann, group), await Marked(Bob, group), await Marked(Eve, group)));
        await Read(Bob, said.Sequence, group);

        Assert.False(await Marked(Bob, group));
    }

    [Fact]
    public async Task For_everybody_but_who_says_so_and_who_comes_later()
    {
        var group = await Group(Bob);
        await Says(Ann, "Hello @all", group);
        await Add(group, Eve);

        Assert.Equal((false, true, false), (await Marked(Ann, group), await Marked(Bob, group), await Marked(Eve, group)));
        await Says(Bob, "Yes?", group);
        Assert.False(await Marked(Bob, group));
    }

    [Fact]
    public async Task As_long_as_it_says_so()
    {
        var group = await Group(Bob, Eve);
        var (first, second, third) = (await Says(Ann, "@bob", group), await Says(Ann, "@bob @eve", group), await Says(Ann, "@all", group));

        await Edit(third, "All of you");
        await Edit(second, "@eve");
        Assert.Equal((true, true), (await Marked(Bob, group), await Marked(Eve, group)));
        await Delete(second);
        await Delete(first);
        Assert.Equal((false, false), (await Marked(Bob, group), await Marked(Eve, group)));

        await Edit(third, "@eve");
        Assert.Equal((false, true), (await Marked(Bob, group), await Marked(Eve, group)));
        await Edit(third, "@all");
        Assert.Equal((true, true), (await Marked(Bob, group), await Marked(Eve, group)));
    }

    [Fact]
    public async Task Beneath_a_file_too()
    {
        var group = await Group(Bob, Eve);

        await Sends("@bob");
        Assert.Equal((true, false), (await Marked(Bob, group), await Marked(Eve, group)));
        await Sends("@all");

        Assert.Equal((false, true, true), (await Marked(Ann, group), await Marked(Bob, group), await Marked(Eve, group)));

        async Task Sends(string caption)
        {
            var notes = new FileMetadata(Guid.NewGuid(), "notes.txt", FileKind.Document, "text/plain", 3, Guid.NewGuid().ToByteArray());
            var file = await Do((Files files) => files.AddAsync(Ann, group, notes));
            await Do((Messages m) => m.PostAsync(Ann, group, caption, attached: [file]));
        }
    }

    [Fact]
    public async Task Also_where_several_are_written_at_once()
    {
        var group = await Group(Bob, Eve);

        var said = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Do((Messages m) => m.PostAsync(n % 2 == 0 ? Ann : Bob, group, n % 2 == 0 ? "@bob" : "@ann @eve"))));

        var (anns, bobs) = (said.Where(message => message.Author.Id == Ann).Max(message => message.Sequence), said.Where(message => message.Author.Id == Bob).Max(message => message.Sequence));
        Assert.Equal((bobs > anns, anns > bobs, true), (await Marked(Ann, group), await Marked(Bob, group), await Marked(Eve, group)));
        Assert.Equal((anns, bobs, bobs), ((await Open(Bob, group)).LastMention, (await Open(Ann, group)).LastMention, (await Open(Eve, group)).LastMention));
    }

    Task Edit(MessageView message, string text) => Do((Messages m) => m.EditAsync(message.Author.Id, message.Id, text));

    Task Delete(MessageView message) => Do((Messages m) => m.DeleteAsync(message.Author.Id, message.Id));

    Task Read(int who, int sequence, int chat) => Do((ReadReceipts r) => r.ReadAsync(who, chat, sequence));

    /// <summary>The list and programs say the same.</summary>
    async Task<bool> Marked(int who, int chat)
    {
        var isMarked = (await Do((Chats chats) => chats.ListAsync(who))).Single(row => row.Id == chat).HasUnreadMention;
        Assert.Equal(isMarked, (await Do((DetailedChats chats) => chats.OneAsync(who, chat))).HasUnreadMention);
        return isMarked;
    }
}
