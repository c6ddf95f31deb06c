using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>What is older than an admin wants it kept goes, with all that hangs on it, and the rest is as it was.</summary>
public sealed class ErasingWhatIsOld : OldMessages
{
    [Fact]
    public async Task Leaves_nothing_of_a_message()
    {
        var file = await FileAsync(Bob);
        var said = await Do((Messages m) => m.PostAsync(Bob, Chat, "Low tide at seven", Guid.NewGuid(), null, [file]));
        await Do((Messages m) => m.EditAsync(Bob, said.Id, "Low tide at eight"));
        await Do((Messages m) => m.ReactAsync(Ann, said.Id, "👍"));
        await Do((Messages m) => m.PinAsync(Ann, said.Id, true));
        await Do((ReadReceipts r) => r.ReadAsync(Ann, Chat, said.Sequence));
        await Do((Reports r) => r.CreateAsync(Ann, said.Id, "Wrong tide"));
        while (await Do((SearchIndexer indexer) => indexer.AddNextAsync()))
        {
            // There are more.
        }

        await AgeAsync();
        var young = await Says(Ann, "Thanks");
        Bus.Forget();

        await EraseAsync();

        Assert.Equal([young.Id], (await Newest(Bob)).Select(message => message.Id));
        Assert.Equal((1, 0, 0, 0, 0, 0), await Do(async (MessengerDb db) => (
            await db.Messages.CountAsync(), await db.EarlierTexts.CountAsync(), await db.Reactions.CountAsync(), await db.Reports.CountAsync(),
            await db.MessageReads.CountAsync(), await db.Database.SqlQuery<int>($"SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM search_texts WHERE text LIKE '%tide%'").SingleAsync())));
        // With the copy of the report.
        var due = await Do((OrphanedFiles orphaned) => orphaned.DueAsync());
        Assert.Equal((2, file.Key), (due.Count, Assert.Single(due, key => key == file.Key)));
        Assert.Equal([file.Key], (await Do((OrphanedFiles orphaned) => orphaned.FreeBytesAsync(due))).Values.Distinct());
        Assert.Empty((await Do((MessageSearch search) => search.FindAsync(Ann, "tide", TimeZoneInfo.Utc))).Messages);
        await Refuses(Reason.NotFound, Do((History h) => h.OneAsync(Ann, Chat, said.Id)));
        await Refuses(Reason.NotFound, Do((Messages m) => m.EditAsync(Bob, said.Id, "Anew")));
        var told = Said<HistoryErased>();
        Assert.Equal((Chat, 2, 0), (told.ChatId, told.FirstSequence, told.Pinned!.Count));
        await HeardBy(told, Ann, Bob);
    }

    [Fact]
    public async Task Is_done_in_every_kind_of_chat_and_changes_no_order_of_them()
    {
        var (group, notes) = (await Group(Bob), await Do((Chats c) => c.DirectAsync(Ann, Ann)));
        foreach (var chat in new[] { Chat, group, notes })
        {
            await Says(Ann, "Old", chat);
        }

        await AgeAsync();
        var order = (await Do((Chats c) => c.ListAsync(Ann))).Select(chat => (chat.Id, chat.UpdatedAt)).ToList();

        await EraseAsync();

        var list = await Do((Chats c) => c.ListAsync(Ann));
        Assert.Equal(order, list.Select(chat => (chat.Id, chat.UpdatedAt)));
        Assert.All(list, chat => Assert.Null(chat.Last));
        Assert.Equal(0, await Do((MessengerDb db) => db.Messages.CountAsync()));
        Assert.All(await Do((DetailedChats d) => d.ListAsync(Ann, 0, 10)), chat => Assert.Equal((null, chat.LastSequence + 1), (chat.Last, chat.FirstSequence)));
    }

    [Fact]
    public async Task Goes_on_with_the_numbers_that_there_were()
    {
        await SaysMany(Ann, 3);
        await AgeAsync();
        await EraseAsync();

        var said = await Says(Bob, "Anybody here?");

        Assert.Equal((4, 1), (said.Sequence, (await Open(Ann)).Unread));
        var page = await Do((History h) => h.NewestAsync(Ann, Chat));
        Assert.Equal((4, false, false), (Assert.Single(page.Messages).Sequence, page.HasOlder, page.HasNewer));
    }

    [Fact]
    public async Task Counts_as_unread_only_what_can_still_be_read()
    {
        await Says(Ann, "1");
        await Do(async (Messages m) => await m.DeleteAsync(Ann, (await Says(Ann, "2")).Id));
        await Says(Ann, "@bob 3");
        await AgeAsync();
        await Says(Ann, "4");
        await Do(async (Messages m) => await m.DeleteAsync(Ann, (await Says(Ann, "5")).Id));
        await Do((PersonalChatSettings c) => c.MarkUnreadAsync(Bob, Chat, true));
        Assert.Equal((3, true), ((await Open(Bob)).Unread, (await Open(Bob)).HasUnreadMention));

        await EraseAsync();

        var now = await Open(Bob);
        Assert.Equal((1, false, true, 3), (now.Unread, now.HasUnreadMention, now.IsMarkedUnread, now.ReadSequence));
        Assert.Equal(4, (await Do((History h) => h.OpenAsync(Bob, Chat))).FirstUnread);
        await Do((ReadReceipts r) => r.ReadAsync(Bob, Chat, 5));
        Assert.Equal((0, 0), ((await Open(Bob)).Unread, (await Open(Bob)).Uncounted));
    }

    [Fact]
    public async Task Takes_the_quote_from_an_answer_and_from_a_draft()
    {
        var asked = await Says(Bob, "When?");
        await Do((Drafts d) => d.SaveAsync(Bob, Chat, "I asked", asked.Id));
        await AgeAsync();
        var answer = await Do((Messages m) => m.PostAsync(Ann, Chat, "At seven", replyTo: asked.Id));
        Assert.Equal("When?", (await Newest(Ann))[^1].Quote!.Text);
        var before = (await Do((History h) => h.GetStateAsync(Ann, Chat))).Revision;

        await EraseAsync();

        Assert.Null((await Newest(Ann))[^1].Quote);
        var changes = await Do((History h) => h.ChangesAsync(Ann, Chat, before));
        Assert.Equal((answer.Id, true, 2), (Assert.Single(changes.Messages).Id, changes.ChatChanged, changes.FirstSequence));
        Assert.Equal(new Draft(null, "I asked", null, 1), await Do((Drafts d) => d.GetAsync(Bob, Chat)) with { Id = null });
        await Refuses(Reason.Invalid, "reply_gone", Do((Messages m) => m.PostAsync(Ann, Chat, "At eight", replyTo: asked.Id)));
    }

    [Fact]
    public async Task Keeps_the_bytes_of_what_was_forwarded_since()
    {
        var file = await FileAsync(Ann);
        var said = await Do((Messages m) => m.PostAsync(Ann, Chat, null, Guid.NewGuid(), null, [file]));
        await AgeAsync();
        var notes = await Do((Chats c) => c.DirectAsync(Bob, Bob));
        var copy = await Do((Messages m) => m.ForwardAsync(Bob, said.Id, notes));
        Assert.Equal(0, (await EstimateAsync()).Files);

        await EraseAsync();

        var due = await Do((OrphanedFiles orphaned) => orphaned.DueAsync());
        Assert.Equal([file.Key], due);
        Assert.Empty(await Do((OrphanedFiles orphaned) => orphaned.FreeBytesAsync(due)));
        Assert.Equal(file.Key, (await Do((Files files) => files.OpenAsync(Bob, copy.Attachments[0].Key))).BytesKey);
        await Refuses(Reason.NotFound, Do((Files files) => files.OpenAsync(Ann, file.Key)));
    }

    [Fact]
    public async Task Leads_whoever_asks_for_what_is_gone_to_the_beginning()
    {
        await SaysMany(Ann, 70);
        await AgeAsync();
        await SaysMany(Ann, 70);
        await EraseAsync();

        Assert.Equal((71, false, true), await StretchAsync(around: 5));
        Assert.Equal((71, false, true), await StretchAsync(after: 5));
        Assert.Equal((0, false, true), await StretchAsync(before: 60));
        Assert.Equal((71, false, true), await StretchAsync(before: 80));
        Assert.Equal((91, true, false), await StretchAsync(before: int.MaxValue));
        Assert.Equal(70, (await Do((History h) => h.ListAsync(Ann, Chat, 0, 100, null, null))).Messages.Count);
        Assert.Equal(71, (await Do((History h) => h.FindSinceAsync(Ann, Chat, DateTimeOffset.UnixEpoch)))!.Value.Sequence);

        async Task<(int, bool, bool)> StretchAsync(int? before = null, int? after = null, int? around = null)
        {
            var page = (await Do((History h) => h.OpenAsync(Ann, Chat, before, after, around))).Page;
            return (page.Messages.FirstOrDefault()?.Sequence ?? 0, page.HasOlder, page.HasNewer);
        }
    }

    [Fact]
    public async Task Whom_an_admin_removed_no_address_brings_back_when_the_line_is_gone()
    {
        var group = await Group(Bob, Eve);
        await Do((Members m) => m.RemoveAsync(Ann, group, Bob));
        await Do((Members m) => m.RemoveAsync(Ann, group, Eve));
        await Do((Members m) => m.AddAsync(Ann, group, Eve));
        await Do((Members m) => m.LeaveAsync(Eve, group));
        await AgeAsync();
        await EraseAsync();

        await Refuses(Reason.Forbidden, "removed_before", JoinAsync(Bob));
        await JoinAsync(Eve);
        await Do((Members m) => m.AddAsync(Ann, group, Bob));
        await AgeAsync();
        await EraseAsync();
        await Do((Members m) => m.LeaveAsync(Bob, group));
        await JoinAsync(Bob);

        async Task JoinAsync(int who)
        {
            var invitation = await Do((Invitations i) => i.CreateForGroupAsync(Ann, group, new InvitationWish()));
            await Do((Invitations i) => i.JoinAsync(who, invitation.Secret));
        }
    }

    [Fact]
    public async Task Takes_calls_that_are_over()
    {
        var old = await Do((Calls c) => c.StartAsync(Ann, Chat, "audio"));
        await Do((Calls c) => c.EndForAllAsync(Ann, old.Id));
        var live = await Do((Calls c) => c.StartAsync(Ann, Chat, "audio"));
        await AgeAsync();

        await EraseAsync();

        Assert.Equal([live.Id], await Do((MessengerDb db) => db.Calls.Select(call => call.Id).ToListAsync()));
        Assert.Equal(0, await Do((MessengerDb db) => db.Messages.CountAsync()));
    }
}
