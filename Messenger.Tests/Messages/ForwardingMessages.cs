using Messenger.Domain;

namespace Messenger.Tests;

public sealed class ForwardingMessages : World
{
    [Fact]
    public async Task Says_it_in_another_chat_with_who_wrote_it()
    {
        var (hello, chat) = (await Says(Ann, "Hello @eve"), await With(Bob, Eve));

        var copy = await Forward(Bob, hello, chat);

        Assert.Equal((chat, 1, "Hello @eve", Bob, Ann), (copy.ChatId, copy.Sequence, copy.Text, copy.Author.Id, copy.Origin?.Id));
        Assert.Equal("ann", copy.Origin?.Name);
        // What is only forwarded calls nobody.
        Assert.Empty(copy.Mentions);
        Assert.False((await Open(Eve, chat)).HasUnreadMention);
        await HeardBy(Bus.Said.OfType<MessagePosted>().Last(), Bob, Eve);
        var read = Assert.Single(await Newest(Eve, chat));
        Assert.Equal((copy.Id, "ann", 1), (read.Id, read.Origin?.Name, (await Open(Eve, chat)).Unread));
        Assert.Null((await Newest(Ann)).Single().Origin);
    }

    [Fact]
    public async Task What_becomes_of_the_original_makes_no_difference()
    {
        var (hello, chat) = (await Says(Ann, "Hello"), await With(Bob, Eve));
        await Forward(Bob, hello, chat);

        await Do((Messages m) => m.EditAsync(Ann, hello.Id, "Goodbye"));
        await Do((Messages m) => m.DeleteAsync(Ann, hello.Id));

        Assert.Equal("Hello", (await Newest(Eve, chat)).Single().Text);
        await Refuses(Reason.Conflict, "deleted", Forward(Bob, hello, chat));
    }

    [Fact]
    public async Task Trying_again_answers_the_first_copy_whatever_became_of_the_original()
    {
        var (hello, chat, id) = (await Says(Ann, "Hello"), await With(Bob, Eve), Guid.NewGuid());
        var first = await Forward(Bob, hello, chat, id);
        await Do((Messages m) => m.DeleteAsync(Ann, hello.Id));

        var again = await Forward(Bob, hello, chat, id);

        Assert.Equal((first.Id, true, "ann"), (again.Id, again.IsRepeated, again.Origin?.Name));
        Assert.Single(await Newest(Eve, chat));
        await Refuses(Reason.Invalid, "client_id_reused", Forward(Bob, hello, Chat, id));
    }

    [Fact]
    public async Task My_own_words_are_mine_and_those_of_others_stay_theirs()
    {
        var (mine, chat) = (await Says(Bob, "Mine"), await With(Bob, Eve));
        Assert.Null((await Forward(Bob, mine, chat)).Origin);

        var anns = await Forward(Bob, await Says(Ann, "Hello"), chat);
        var group = await Do((Chats c) => c.GroupAsync(Eve, "Sailors", [Bob]));
        var further = await Forward(Eve, anns, group);

        Assert.Equal((Eve, Ann), (further.Author.Id, further.Origin?.Id));
        await Refuses(Reason.Forbidden, "forwarded", Do((Messages m) => m.EditAsync(Eve, further.Id, "What Ann never said")));
        Assert.Null((await Do((Messages m) => m.DeleteAsync(Eve, further.Id))).Origin);
    }

    [Fact]
    public async Task Who_is_not_in_both_chats_does_not()
    {
        var (hello, chat) = (await Says(Ann, "Hello"), await With(Bob, Eve));

        await Refuses(Reason.NotFound, Forward(Eve, hello, chat));
        await Refuses(Reason.NotFound, Forward(Ann, hello, chat));
        await Refuses(Reason.NotFound, Forward(Bob, hello, Nobody));
        Assert.Empty(await Newest(Eve, chat));
    }

    [Fact]
    public async Task Files_are_for_who_is_in_the_new_chat_and_their_bytes_stay_as_long_as_anybody_needs_them()
    {
        var chat = await With(Bob, Eve);
        var file = await UploadAsync();
        var original = await Do((Messages m) => m.PostAsync(Ann, Chat, null, Guid.NewGuid(), null, [file]));

        var copy = await Forward(Bob, original, chat);

        var attachment = Assert.Single(copy.Attachments);
        Assert.Equal(("notes.txt", "", "document"), (attachment.Name, copy.Caption, copy.Type));
        Assert.Equal(file.Key, (await Do((Files f) => f.OpenAsync(Eve, attachment.Key))).BytesKey);
        await Refuses(Reason.NotFound, Do((Files f) => f.OpenAsync(Ann, attachment.Key)));
        await Refuses(Reason.NotFound, Do((Files f) => f.OpenAsync(Eve, file.Key)));

        await Do((Messages m) => m.DeleteAsync(Ann, original.Id));
        Assert.Empty(await Free(file.Key));
        await Do((OrphanedFiles o) => o.ForgetAsync([file.Key]));
        Assert.Empty(await Do((OrphanedFiles o) => o.UnknownAsync([file.Key])));
        Assert.Equal(file.Key, (await Do((Files f) => f.OpenAsync(Eve, attachment.Key))).BytesKey);

        await Do((Messages m) => m.DeleteAsync(Bob, copy.Id));
        Assert.Equal(file.Key, (await Free(attachment.Key))[attachment.Key]);
    }

    [Fact]
    public async Task Twice_at_once_it_is_one_copy_and_what_is_too_much_takes_no_bytes_with_it()
    {
        var (chat, id) = (await With(Bob, Eve), Guid.NewGuid());
        var file = await UploadAsync();
        var original = await Do((Messages m) => m.PostAsync(Ann, Chat, null, Guid.NewGuid(), null, [file]));

        var both = await Task.WhenAll(Forward(Bob, original, chat, id), Forward(Bob, original, chat, id));

        Assert.Equal(both[0].Id, both[1].Id);
        Assert.Single(await Newest(Eve, chat));
        Assert.Empty(await Free([.. await Do((OrphanedFiles o) => o.DueAsync())]));
        Assert.Equal(file.Key, (await Do((Files f) => f.OpenAsync(Eve, both[0].Attachments[0].Key))).BytesKey);
    }

    Task<StoredFile> UploadAsync() => Do((Files f) =>
        f.AddAsync(Ann, Chat, new FileMetadata(Guid.NewGuid(), "notes.txt", FileKind.Document, "text/plain", 3, Guid.NewGuid().ToByteArray())));

    Task<int> With(int one, int other) => Do((Chats c) => c.DirectAsync(one, other));

    Task<MessageView> Forward(int who, MessageView message, int chat, Guid? clientId = null) => Do((Messages m) => m.ForwardAsync(who, message.Id, chat, clientId));

    Task<IReadOnlyDictionary<Guid, Guid>> Free(params Guid[] keys) => Do((OrphanedFiles o) => o.FreeBytesAsync(keys));
}
