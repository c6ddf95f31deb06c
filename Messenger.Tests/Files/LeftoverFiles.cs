using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What became of no message, or whose message is deleted, is gone for everybody at once and from the tables soon.</summary>
public sealed class LeftoverFiles : World
{
    [Fact]
    public async Task Waits_a_day_for_its_message_and_is_its_owners_alone()
    {
        var file = await UploadAsync(Ann);

        Assert.Equal(file.Key, (await Do((Files files) => files.OpenAsync(Ann, file.Key))).Key);
        await Refuses(Reason.NotFound, Do((Files files) => files.OpenAsync(Bob, file.Key)));
        Assert.Empty(await DueAsync());

        Clock.Advance(Files.Patience);

        Assert.Equal([file.Key], await DueAsync());
        await Refuses(Reason.NotFound, Do((Files files) => files.OpenAsync(Ann, file.Key)));
        await Refuses(Reason.NotFound, PostAsync(Ann, file));
    }

    [Fact]
    public async Task In_a_message_stays()
    {
        var file = await UploadAsync(Ann);
        await PostAsync(Ann, file);

        Clock.Advance(10 * Files.Patience);

        Assert.Empty(await DueAsync());
        Assert.Equal(file.Key, (await Do((Files files) => files.OpenAsync(Bob, file.Key))).Key);
        await Refuses(Reason.NotFound, Do((Files files) => files.OpenAsync(Eve, file.Key)));
    }

    [Fact]
    public async Task Of_a_deleted_message_is_due_at_once_and_forgotten_last()
    {
        var file = await UploadAsync(Ann);
        var message = await PostAsync(Ann, file);

        await Do((Messages messages) => messages.DeleteAsync(Ann, message.Id));

        await Refuses(Reason.NotFound, Do((Files files) => files.OpenAsync(Ann, file.Key)));
        // Whoever removes the bytes may die in between, and begins again.
        Assert.Equal([file.Key], await DueAsync());
        Assert.Equal([file.Key], await DueAsync());
        await Do((OrphanedFiles orphanedFiles) => orphanedFiles.ForgetAsync([file.Key]));
        Assert.Empty(await DueAsync());
        Assert.Equal([file.Key], await Do((OrphanedFiles orphanedFiles) => orphanedFiles.UnknownAsync([file.Key])));
    }

    [Fact]
    public async Task Of_pictures_are_those_that_nobody_and_no_group_has()
    {
        var (anns, groups, lost) = ($"/avatars/{Guid.NewGuid():N}", $"/avatars/{Guid.NewGuid():N}", $"/avatars/{Guid.NewGuid():N}");
        var group = await Group(Bob);
        await Do((Profiles profiles) => profiles.SetAvatarAsync(Ann, anns));
        await Do((Members members) => members.SetAvatarAsync(Ann, group, groups));

        Assert.Equal([lost], await Do((OrphanedFiles orphanedFiles) => orphanedFiles.UnknownAvatarsAsync([anns, groups, lost])));
    }

    [Fact]
    public async Task Is_not_forgotten_while_it_is_shown()
    {
        var file = await UploadAsync(Ann);
        await PostAsync(Ann, file);

        await Do((OrphanedFiles orphanedFiles) => orphanedFiles.ForgetAsync([file.Key]));

        Assert.Equal(file.Key, (await Do((Files files) => files.OpenAsync(Bob, file.Key))).Key);
    }

    [Fact]
    public async Task Of_somebody_else_or_another_message_cannot_be_posted()
    {
        var (anns, shown) = (await UploadAsync(Ann), await UploadAsync(Bob));
        await PostAsync(Bob, shown);

        await Refuses(Reason.NotFound, PostAsync(Bob, anns));
        await Refuses(Reason.NotFound, PostAsync(Bob, shown));

        Assert.Single(await Newest(Ann));
        Assert.Equal(anns.Key, (await Do((Files files) => files.OpenAsync(Ann, anns.Key))).Key);
        Assert.Equal(shown.Key, (await Do((Files files) => files.OpenAsync(Ann, shown.Key))).Key);
    }

    [Fact]
    public async Task With_texts_all_at_once_are_numbered_without_holes()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => UploadAsync(n % 2 == 0 ? Ann : Bob)));

        await Task.WhenAll(files.Select(file => (Task)PostAsync(file.OwnerId, file)).Concat(Enumerable.Range(0, 20).Select(n =>
            Do((Messages messages) => messages.PostAsync(Ann, Chat, $"{n}")))));

        var all = await Newest(Bob);
        Assert.Equal(Enumerable.Range(1, 30), all.Select(message => message.Sequence));
        Assert.Equal(10, all.Count(message => message.Attachments.Count == 1));
        Assert.Equal(30, (await Open(Ann)).Revision);
    }

    [Fact]
    public async Task Becomes_what_its_message_is_called_and_read()
    {
        var file = await UploadAsync(Ann);

        var message = await PostAsync(Ann, file);

        Assert.Equal(("document", "notes.txt", ""), (message.Type, message.Text, message.Caption));
        Assert.Equal(0, (await Open(Ann)).Unread);
        Assert.Equal(1, (await Open(Bob)).Unread);
        Assert.Equal(message.Id, Said<MessagePosted>().Message.Id);
    }

    Task<StoredFile> UploadAsync(int who) => Do((Files files) =>
        files.AddAsync(who, Chat, new FileMetadata(Guid.NewGuid(), "notes.txt", FileKind.Document, "text/plain", 3, Guid.NewGuid().ToByteArray())));

    Task<MessageView> PostAsync(int who, StoredFile file) => Do((Messages messages) => messages.PostAsync(who, Chat, null, Guid.NewGuid(), null, [file]));

    Task<IReadOnlyList<Guid>> DueAsync() => Do((OrphanedFiles orphanedFiles) => orphanedFiles.DueAsync());
}
