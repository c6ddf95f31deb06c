using Messenger.Domain;
using Microsoft.EntityFrameworkCore;

namespace Messenger.Tests;

/// <summary>It is reckoned before, takes little at a time, and can be cut off and done by many at once.</summary>
public sealed class ErasingInSteps : OldMessages
{
    [Fact]
    public async Task Is_gone_on_with_where_it_was_cut_off()
    {
        await SaysMany(Ann, (2 * Retention.AtOnce) + 5);
        await AgeAsync();
        await Says(Ann, "New");

        Assert.True(await NextAsync());
        Assert.Equal(Retention.AtOnce + 6, await Do((MessengerDb db) => db.Messages.CountAsync()));
        Assert.Equal(Retention.AtOnce + 1, (await Do((History h) => h.GetStateAsync(Ann, Chat))).FirstSequence);
        Assert.True(await NextAsync());
        Assert.False(await NextAsync());
        Assert.False(await NextAsync());

        Assert.Equal(["New"], (await Newest(Ann)).Select(message => message.Text));
        Assert.Equal([101, 201, 206], Bus.Said.OfType<HistoryErased>().Select(erased => erased.FirstSequence));
    }

    [Fact]
    public async Task By_many_nodes_at_once_and_while_people_talk_is_done_once()
    {
        await SaysMany(Ann, 3 * Retention.AtOnce);
        await AgeAsync();
        var asked = await Says(Bob, "Still there?");
        Bus.Forget();

        await Task.WhenAll([
            .. Enumerable.Range(0, 6).Select(_ => Task.Run(() => NextAsync(), Cancelled)),
            .. Enumerable.Range(0, 20).Select(i => Task.Run(() => Do((Messages m) => m.PostAsync(i % 2 == 0 ? Ann : Bob, Chat, $"{i}", replyTo: asked.Id)), Cancelled)),
        ]);

        Assert.Equal([101, 201, 301], Bus.Said.OfType<HistoryErased>().Select(erased => erased.FirstSequence).Order());
        Assert.Equal(Enumerable.Range(301, 21), (await Newest(Ann)).Select(message => message.Sequence));
        Assert.Equal(Bus.Said.Select(RevisionOf).Distinct().Count(), Bus.Said.Count);

        static long RevisionOf(Event happened) => happened is HistoryErased erased ? erased.Revision : ((MessagePosted)happened).Message.Revision;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Finds_and_reckons_what_is_due_with_as_little_work_in_long_chats_as_in_short_ones(bool isReckoned)
    {
        await SaysMany(Ann, 5);
        var little = await CostAsync();
        await Do((MessengerDb db) => db.Database.ExecuteSqlAsync($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO messages (chat_id, sender_id, content, message_type, is_edited, is_deleted, created_at, updated_at, sequence, revision)
            SELECT chat_id, sender_id, content, message_type, is_edited, is_deleted, created_at, updated_at, 5 + i, 5 + i FROM messages, n WHERE sequence = 5
            """));
        await Do((MessengerDb db) => db.Database.ExecuteSqlAsync($"UPDATE chats SET last_sequence = 20005 WHERE id = {Chat}"));
        await Do((MessengerDb db) => db.Database.ExecuteSqlAsync($"ANALYZE"));

        // An index that is deeper by one; halved fifteen times and not three.
        Assert.InRange(await CostAsync(), 1, (little * (isReckoned ? 6 : 2)) + 10);

        async Task<long> CostAsync() => await Do(async (MessengerDb db) =>
        {
            var statements = await Do((ILookups lookups) => Task.FromResult(new ReadStatements(lookups)));
            await (isReckoned ? ErasureEstimate.GetAsync(statements, Clock.Now() + Kept) : (Task)Retention.FindDueAsync(statements, Clock.Now(), 0));
            await db.Database.OpenConnectionAsync();
            return await statements.CostAsync(db.Database.GetDbConnection());
        });
    }

    [Fact]
    public async Task Is_reckoned_before()
    {
        Assert.Equal(new ErasureEstimate(0, 0, 0, 0), await EstimateAsync());
        var file = await FileAsync(Bob);
        var said = await Do((Messages m) => m.PostAsync(Bob, Chat, "Look", Guid.NewGuid(), null, [file]));
        await Do((Reports r) => r.CreateAsync(Ann, said.Id, "Rude"));
        await SaysMany(Ann, 4);
        await AgeAsync();
        await SaysMany(Ann, 3);

        Assert.Equal(new ErasureEstimate(5, 1, 3, 1), await EstimateAsync());
        await EraseAsync();
        Assert.Equal(new ErasureEstimate(0, 0, 0, 0), await EstimateAsync());
    }

    /// <summary>As where chats were brought here one after another.</summary>
    [Fact]
    public async Task Is_reckoned_right_where_ids_do_not_follow_times()
    {
        await SaysMany(Ann, 3);
        var notes = await Do((Chats c) => c.DirectAsync(Bob, Bob));
        await Do((Messages m) => m.PostAsync(Bob, notes, "Long ago"));
        var longAgo = Clock.Now() - Kept - TimeSpan.FromDays(1);
        await Do((MessengerDb db) => db.WriteAsync(() =>
            db.Messages.Where(message => message.ChatId == notes).ExecuteUpdateAsync(row => row.SetProperty(message => message.CreatedAt, longAgo))));

        Assert.Equal(1, (await EstimateAsync()).Messages);
        await EraseAsync();
        Assert.Equal(0, (await EstimateAsync()).Messages);
    }
}
