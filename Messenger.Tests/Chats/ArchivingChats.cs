using Messenger.Domain;

namespace Messenger.Tests;

/// <summary>What I alone change about a chat in my list: that it is out of it, and that it is there as unread.</summary>
public sealed class ArchivingChats : World
{
    [Fact]
    public async Task Takes_it_out_of_my_list_alone_and_back()
    {
        await Says(Ann, "Hello");

        await Archive(Bob);

        await IsArchived(Bob);
        await IsListed(Ann);
        Assert.Equal((Chat, new ChatSettings(false, false, true, false)), (Said<ListChanged>().ChatId, Said<ListChanged>().Settings));
        await HeardBy(Said<ListChanged>(), Bob);
        await Archive(Bob, false);
        await IsListed(Bob);
    }

    [Fact]
    public async Task What_is_said_brings_it_back_and_muting_it_then_does_not_put_it_away_again()
    {
        await Says(Ann, "Hello");
        await Archive(Bob);

        await Says(Ann, "Are you there?");

        await IsListed(Bob);
        await Mute(Bob, true);
        await IsListed(Bob);
    }

    [Fact]
    public async Task A_muted_one_stays_whatever_is_said()
    {
        await Mute(Bob, true);
        await Archive(Bob);

        await Says(Ann, "Are you there?");

        await IsArchived(Bob);
        await Mute(Bob, false);
        await IsListed(Bob);
    }

    [Fact]
    public async Task What_is_pinned_is_not_in_it()
    {
        await Do((PersonalChatSettings s) => s.PinAsync(Bob, Chat, true));
        await Archive(Bob);
        Assert.Equal((false, true), ((await Open(Bob)).IsPinned, (await Open(Bob)).IsArchived));

        await Do((PersonalChatSettings s) => s.PinAsync(Bob, Chat, true));

        Assert.Equal((true, false), ((await Open(Bob)).IsPinned, (await Open(Bob)).IsArchived));
    }

    [Fact]
    public async Task An_open_one_is_in_the_list_all_the_same_and_its_unread_ones_are_not_counted()
    {
        await Says(Ann, "Hello");
        await Archive(Bob);

        var page = await Do((Chats c) => c.PageAsync(Bob, Chat));

        Assert.Empty(page.Chats);
        Assert.Equal((Chat, true), (page.Open?.Id, page.Open?.IsArchived));
    }

    [Fact]
    public async Task Marking_as_unread_lasts_until_it_is_read_again_and_moves_nothing()
    {
        await Says(Ann, "Hello");
        await Read(Bob);
        var before = await Open(Bob);

        await Mark(Bob);

        var marked = await Open(Bob);
        Assert.Equal((true, 0, before.ReadSequence, before.Revision), (marked.IsMarkedUnread, marked.Unread, marked.ReadSequence, marked.Revision));
        Assert.False((await Open(Ann)).IsMarkedUnread);
        await Read(Bob);
        Assert.False((await Open(Bob)).IsMarkedUnread);
        Assert.Equal((bool[])[true, false], Bus.Said.OfType<ListChanged>().Select(said => said.Settings!.IsMarkedUnread));
    }

    [Fact]
    public async Task Who_says_something_there_or_takes_it_back_has_not_marked_it_any_more()
    {
        await Mark(Bob);
        Assert.False((await Open(Bob)).IsMarkedUnread);

        await Says(Ann, "Hello");
        await Mark(Bob);
        await Says(Bob, "Hi");
        Assert.False((await Open(Bob)).IsMarkedUnread);

        await Mark(Bob);
        await Mark(Bob, false);
        Assert.False((await Open(Bob)).IsMarkedUnread);
    }

    [Fact]
    public async Task A_page_that_missed_it_sees_another_version_of_the_list()
    {
        await Says(Ann, "Hello");
        await Read(Bob);
        List<long> versions = [(await Version(Bob)).Number];
        foreach (var act in new Func<Task>[] { () => Archive(Bob), () => Archive(Bob, false), () => Mark(Bob), () => Read(Bob), () => Mute(Bob, true), () => Mute(Bob, false) })
        {
            await act();
            versions.Add((await Version(Bob)).Number);
        }

        Assert.Equal(versions.Order().Distinct(), versions);
    }

    [Fact]
    public async Task A_stranger_does_neither()
    {
        await Refuses(Reason.NotFound, Archive(Eve));
        await Refuses(Reason.NotFound, Mark(Eve));
        Assert.Empty(Bus.Said);
    }

    Task Archive(int who, bool isArchived = true) => Do((PersonalChatSettings s) => s.ArchiveAsync(who, Chat, isArchived));

    Task Mark(int who, bool isUnread = true) => Do((PersonalChatSettings s) => s.MarkUnreadAsync(who, Chat, isUnread));

    Task Mute(int who, bool isMuted) => Do((PersonalChatSettings s) => s.MuteAsync(who, Chat, isMuted));

    Task Read(int who) => Do((ReadReceipts r) => r.ReadAsync(who, Chat, int.MaxValue));

    Task<ListVersion> Version(int who) => Do((Chats c) => c.GetListVersionAsync(who));

    async Task IsListed(int who)
    {
        Assert.Equal(Chat, Assert.Single(await Do((Chats c) => c.ListAsync(who))).Id);
        Assert.Empty((await Do((Chats c) => c.ArchiveAsync(who))).Chats);
        Assert.Equal(0, (await Version(who)).Archived);
    }

    async Task IsArchived(int who)
    {
        Assert.Empty(await Do((Chats c) => c.ListAsync(who)));
        Assert.Equal(Chat, Assert.Single((await Do((Chats c) => c.ArchiveAsync(who))).Chats).Id);
        Assert.Equal(1, (await Version(who)).Archived);
    }
}
